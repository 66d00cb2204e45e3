package com.smipay.support.ticket.admin;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.ticket.domain.TicketReference;
import com.smipay.support.ticket.http.KnownCallers;
import com.smipay.support.ticket.http.QueryFields;
import com.smipay.support.ticket.http.TicketProblems;
import com.smipay.support.ticket.store.TicketDetails;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `GET /api/v1/unified-admin/support/{id}`. The messages are messaging's; while it is away this is a 503
/// (`architecture.md`, Calls between services). `limit` and `before` page them as in the user's conversation
/// (`decisions.md` 56).
public final class DetailEndpoint {
    private final KnownCallers callers;
    private final Database database;
    private final PeerClient messaging;
    private final AnswerBudget budget;

    public DetailEndpoint(KnownCallers callers, Database database, PeerClient messaging, AnswerBudget budget) {
        this.callers = callers;
        this.database = database;
        this.messaging = messaging;
        this.budget = budget;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        QueryFields query = new QueryFields(req.query());
        MessagesQuery wanted = MessagesQuery.parse(query);
        query.check();
        String id = req.path().pathParameters().get("id");
        TicketReference reference = TicketReference.parse(id).orElseThrow(() -> TicketProblems.unknownTicket(id));
        TicketDetails.Detail detail =
                TicketDetails.find(database, reference).orElseThrow(() -> TicketProblems.unknownTicket(id));
        UUID ticketId = detail.ticket().id();
        PeerAnswer.Answered answered = messages(ticketId, wanted);
        byte[] answer = budget.within(answered.body().length, () -> {
            TicketDetail shown =
                    TicketDetail.of(detail, TicketDetails.history(database, ticketId), MessagePage.read(answered));
            return Responses.bytes(Envelope.of("Ticket fetched", shown));
        });
        Responses.sendJson(res, Status.OK_200, answer);
    }

    /// @throws Problem 400 for a `before` that is no message of this ticket
    private PeerAnswer.Answered messages(UUID id, MessagesQuery wanted) {
        if (messaging.get("/internal/conversations/" + id + wanted.text()) instanceof PeerAnswer.Answered answered) {
            if (answered.isSuccess()) {
                return answered;
            }
            if (answered.status() == Status.BAD_REQUEST_400.code()) {
                throw Problem.invalid("before", "before is no message of this ticket");
            }
        }
        throw Problem.unavailable();
    }
}
