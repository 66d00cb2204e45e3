package com.smipay.support.messaging.replying;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.edge.AdminMessage;
import com.smipay.support.messaging.projection.Agents;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.IdempotentWrites;
import com.smipay.support.messaging.store.OutboxEvent;
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
    private final EventPublisher announcer;

    public ReplyEndpoint(
            Callers callers,
            Agents agents,
            KnownConversations known,
            IdempotentWrites writes,
            EventPublisher announcer) {
        this.callers = callers;
        this.agents = agents;
        this.replyToTicket = new ReplyToTicket(known, writes);
        this.announcer = announcer;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::reply);
    }

    private void reply(ServerRequest req, ServerResponse res) {
        Caller caller = callers.admin(req);
        Person admin = agents.admin(caller);
        JsonBody body = JsonBody.required(req);
        Reply reply = Reply.parse(body.object());
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req, Optional.of(caller), NO_DEVICE, body.bytes().array());
        String ticket = req.path().pathParameters().get("id");
        switch (replyToTicket.reply(ticket, reply, admin, key, ReplyEndpoint::answer)) {
            case Outcome.Executed<OutboxEvent<MessageEvent.Posted>> fresh -> {
                announcer.announce(fresh.result().envelope());
                Responses.send(res, Status.CREATED_201, answer(fresh.result().event()));
            }
            case Outcome.Replayed<OutboxEvent<MessageEvent.Posted>> replayed ->
                Responses.replay(res, replayed.status(), replayed.body());
        }
    }

    private static Object answer(MessageEvent.Posted posted) {
        return Envelope.of("Reply sent", AdminMessage.of(posted.message()));
    }
}
