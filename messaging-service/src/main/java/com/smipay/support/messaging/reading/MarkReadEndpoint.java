package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.edge.Ids;
import com.smipay.support.messaging.edge.Persons;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.reading.MarkRead.Marked;
import com.smipay.support.messaging.store.IdempotentWrites;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/// `POST /api/v1/support/ticket/{ticketNumber}/read` (`decisions.md` 21, 38).
public final class MarkReadEndpoint {
    public static final String PATH = "/api/v1/support/ticket/{ticketNumber}/read";

    private final Callers callers;
    private final Visitors visitors;
    private final ReadableConversations readable;
    private final IdempotentWrites writes;
    private final EventPublisher announcer;

    public MarkReadEndpoint(
            Callers callers,
            Visitors visitors,
            ReadableConversations readable,
            IdempotentWrites writes,
            EventPublisher announcer) {
        this.callers = callers;
        this.visitors = visitors;
        this.readable = readable;
        this.writes = writes;
        this.announcer = announcer;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::mark);
    }

    private void mark(ServerRequest req, ServerResponse res) {
        Optional<Caller> caller = callers.optional(req);
        Person person = caller.map(Persons::of).orElse(null);
        MarkRead.refuseAdmin(person);
        JsonBody body = JsonBody.optional(req);
        Fields fields = new Fields(body.object());
        UUID lastMessageId = Ids.optional(fields, MarkRead.LAST_MESSAGE_ID);
        Visitor visitor = visitors.of(req, person, fields);
        fields.check();
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req, caller, SecurityHeadersGuard.deviceId(req), body.bytes().array());
        String number = req.path().pathParameters().get("ticketNumber");
        Conversation seen = readable.find(number, visitor);
        Outcome<Marked> outcome = writes.run(
                seen.ticket().id(),
                key,
                Status.OK_200,
                statements -> MarkRead.mark(
                        statements, number, seen, now -> readable.mayRead(now, visitor), person, lastMessageId),
                MarkReadEndpoint::answer);
        switch (outcome) {
            case Outcome.Executed<Marked> fresh -> {
                fresh.result().event().ifPresent(announcer::announce);
                Responses.send(res, Status.OK_200, answer(fresh.result()));
            }
            case Outcome.Replayed<Marked> replayed -> Responses.replay(res, replayed.status(), replayed.body());
        }
    }

    private static Object answer(Marked marked) {
        return Envelope.of("Marked as read", marked.answer());
    }
}
