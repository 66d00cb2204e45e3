package com.smipay.support.messaging.posting;

import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.edge.Persons;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.IdempotentWrites;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// `POST /api/v1/support/ticket/add-message` (`support-api.md` §4).
public final class AddMessageEndpoint {
    public static final String PATH = "/api/v1/support/ticket/add-message";

    private final Callers callers;
    private final Visitors visitors;
    private final PostMessage postMessage;
    private final IdempotentWrites writes;
    private final EventPublisher announcer;

    public AddMessageEndpoint(
            Callers callers,
            Visitors visitors,
            KnownConversations known,
            EmailAttempts guesses,
            IdempotentWrites writes,
            EventPublisher announcer) {
        this.callers = callers;
        this.visitors = visitors;
        this.postMessage = new PostMessage(known, guesses);
        this.writes = writes;
        this.announcer = announcer;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::add);
    }

    private void add(ServerRequest req, ServerResponse res) {
        Optional<Caller> caller = callers.optional(req);
        Person person = caller.map(Persons::of).orElse(null);
        JsonBody body = JsonBody.required(req);
        NewMessage message = NewMessage.parse(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        PostMessage.Attempt attempt = postMessage.look(message, visitors.of(person, deviceId, message.email()));
        Outcome<PostMessage.Sent> outcome = postMessage.counting(
                attempt,
                () -> writes.post(
                        attempt.seen().ticket().id(),
                        key,
                        Status.CREATED_201,
                        (statements, messages) -> postMessage.write(statements, messages, attempt),
                        MessageSent::answer));
        switch (outcome) {
            case Outcome.Executed<PostMessage.Sent> fresh -> {
                announcer.announce(fresh.result().announced().envelope());
                Responses.send(res, Status.CREATED_201, MessageSent.answer(fresh.result()));
            }
            case Outcome.Replayed<PostMessage.Sent> replayed ->
                Responses.replay(res, replayed.status(), replayed.body());
        }
    }
}
