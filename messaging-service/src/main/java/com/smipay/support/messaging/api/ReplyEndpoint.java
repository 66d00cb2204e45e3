package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.replying.Reply;
import com.smipay.support.messaging.replying.ReplyToTicket;
import com.smipay.support.messaging.store.WrittenMessage;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// `POST /api/v1/unified-admin/support/{id}/reply` (`admin-api.md`, Reply).
public final class ReplyEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/{id}/reply";

    /// The caller of a key is always the user of the token here.
    private static final String NO_DEVICE = "";

    private final Callers callers;
    private final Agents agents;
    private final ReplyToTicket replyToTicket;

    public ReplyEndpoint(Callers callers, Agents agents, ReplyToTicket replyToTicket) {
        this.callers = callers;
        this.agents = agents;
        this.replyToTicket = replyToTicket;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::reply);
    }

    private void reply(ServerRequest req, ServerResponse res) {
        Caller caller = callers.admin(req);
        Person admin = agents.admin(caller).orElseThrow(() -> Problem.forbidden("The admin role is required"));
        JsonBody body = JsonBody.required(req);
        ReplyRequest request = ReplyRequest.parse(body.object());
        Reply reply = new Reply(request.words(), request.isInternal());
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req, Optional.of(caller), NO_DEVICE, body.bytes().array());
        String ticket = req.path().pathParameters().get("id");
        replyToTicket
                .reply(
                        TicketReference.parse(ticket),
                        reply,
                        admin,
                        new IdempotentRequest<>(key, Status.CREATED_201.code(), ReplyEndpoint::answer))
                .send(res, Status.CREATED_201, ReplyEndpoint::answer, reason -> MessagingProblems.of(reason, ticket));
    }

    private static Object answer(WrittenMessage posted) {
        return Envelope.of("Reply sent", AdminMessage.of(posted.message()));
    }
}
