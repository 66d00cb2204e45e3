package com.smipay.support.ticket.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.command.IdempotentExecutor.Outcome;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.http.KnownCallers;
import com.smipay.support.ticket.http.TicketRow;
import com.smipay.support.ticket.opening.OpenTicket.Opened;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketDetails;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/unified-admin/support`: an agent opens a ticket for somebody who calls (`decisions.md` 68). It is the
/// named account's, else of the person with its email, and its first message is theirs. Of the agent's own browser
/// nothing is kept.
public final class OpenForCallerEndpoint {
    private static final String CREATED = "Ticket created";
    private static final int MAX_ID = 255;

    private final KnownCallers callers;
    private final OpenTicket openTicket;
    private final IdempotentExecutor once;

    public OpenForCallerEndpoint(KnownCallers callers, OpenTicket openTicket, IdempotentExecutor once) {
        this.callers = callers;
        this.openTicket = openTicket;
        this.once = once;
    }

    private record Done(Opened opened, TicketRow row) {}

    public void handle(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        JsonBody body = JsonBody.required(req);
        SupportRequest request = SupportRequest.parse(body.object());
        Applicant applicant = Applicant.caller(userId(body.object()));
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, Optional.of(admin), "", body.bytes().array());
        Outcome<Done> outcome = once.run(
                key,
                Status.CREATED_201,
                transaction -> open(transaction, request, applicant, admin),
                done -> Envelope.of(CREATED, done.row()));
        switch (outcome) {
            case Outcome.Executed<Done> fresh -> {
                openTicket.announce(fresh.result().opened());
                res.header(HeaderNames.LOCATION, address(fresh.result().row().id()));
                Responses.send(
                        res,
                        Status.CREATED_201,
                        Envelope.of(CREATED, fresh.result().row()));
            }
            case Outcome.Replayed<Done> replayed -> {
                res.header(HeaderNames.LOCATION, address(OpenedAnswer.rowId(replayed.body())));
                Responses.replay(res, replayed.status(), replayed.body());
            }
        }
    }

    /// Where an admin reads the ticket.
    private static String address(UUID id) {
        return "/api/v1/unified-admin/support/" + id;
    }

    private Done open(Statements transaction, SupportRequest request, Applicant applicant, Caller admin) {
        String metadata = DeviceFacts.withPlatform(request.metadata()).toString();
        Opened opened = openTicket.openFor(
                transaction,
                request,
                applicant,
                new ClientMetadata(metadata, null, null, People.actor(transaction, admin)));
        return TicketDetails.row(transaction, opened.ticket().submission().id())
                .map(row -> new Done(opened, TicketRow.of(row)))
                .orElseThrow(Problem::unavailable);
    }

    private static @Nullable String userId(ObjectNode body) {
        Fields fields = new Fields(body);
        String id = fields.optionalText("user_id", 1, MAX_ID);
        fields.check();
        return id == null ? null : Uuids.normal(id.strip());
    }
}
