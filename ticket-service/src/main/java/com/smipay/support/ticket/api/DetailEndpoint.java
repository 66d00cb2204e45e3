package com.smipay.support.ticket.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.admin.MessagesQuery;
import com.smipay.support.ticket.admin.ReadTicket;
import com.smipay.support.ticket.store.TicketDetails;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.UUID;

/// `GET /api/v1/unified-admin/support/{id}`. The messages are messaging's; while it is away this is a 503
/// (`architecture.md`, Calls between services). `limit` and `before` page them as in the user's conversation
/// (`decisions.md` 56).
public final class DetailEndpoint {
    private static final int LARGEST_PAGE = 1024 * 1024;

    /// One message of 5,000 characters that take four bytes each, with what stands around it.
    private static final int LARGEST_MESSAGE = 21 * 1024;

    /// As much as the history may be, with what stands around it and the messages.
    private static final int BESIDE = TicketDetails.MOST_HISTORY_BYTES + 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KnownCallers callers;
    private final ReadTicket readTicket;
    private final AnswerBudget budget;

    public DetailEndpoint(KnownCallers callers, ReadTicket readTicket, AnswerBudget budget) {
        this.callers = callers;
        this.readTicket = readTicket;
        this.budget = budget;
    }

    public void handle(ServerRequest req, ServerResponse res) {
        callers.admin(req);
        QueryFields query = new QueryFields(req.query());
        MessagesQuery wanted = MessagesRequest.parse(query);
        query.check();
        String id = req.path().pathParameters().get("id");
        TicketDetails.Detail detail =
                readTicket.find(TicketReference.parse(id)).orElseThrow(() -> TicketProblems.unknownTicket(id));
        // Before messaging is asked: its answer is held in whole.
        byte[] answer = budget.within(
                mostBytes(wanted),
                PATIENCE,
                () -> Responses.bytes(Envelope.of("Ticket fetched", shown(detail, wanted))));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private static int mostBytes(MessagesQuery wanted) {
        Integer limit = wanted.limit();
        return BESIDE + (limit == null ? LARGEST_PAGE : Math.min(LARGEST_PAGE, limit * LARGEST_MESSAGE));
    }

    private TicketDetail shown(TicketDetails.Detail detail, MessagesQuery wanted) {
        UUID ticketId = detail.ticket().id();
        PeerAnswer.Answered answered = readTicket
                .messages(ticketId, wanted)
                .orElseThrow(() -> Problem.invalid("before", "before is no message of this ticket"));
        return TicketDetail.of(detail, readTicket.history(ticketId), MessagePage.read(answered));
    }
}
