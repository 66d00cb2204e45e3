package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.reading.MarkRead;
import com.smipay.support.messaging.reading.Marked;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/// `POST /api/v1/support/ticket/{ticketNumber}/read` (`decisions.md` 21, 38).
public final class MarkReadEndpoint {
    public static final String PATH = "/api/v1/support/ticket/{ticketNumber}/read";

    private final UserCalls callers;
    private final Visitors visitors;
    private final MarkRead markRead;

    public MarkReadEndpoint(UserCalls callers, Visitors visitors, MarkRead markRead) {
        this.callers = callers;
        this.visitors = visitors;
        this.markRead = markRead;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::mark);
    }

    private void mark(ServerRequest req, ServerResponse res) {
        Optional<Caller> caller = callers.optional(req);
        Person person = callers.person(caller);
        ReadMarkRequest.refuseAdmin(person);
        JsonBody body = JsonBody.optional(req);
        Fields fields = new Fields(body.object());
        UUID lastMessageId = ReadMarkRequest.lastMessageId(fields);
        Visitor visitor = visitors.identify(req, person, new QueryFields(req.query(), fields));
        fields.check();
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req, caller, SecurityHeadersGuard.deviceId(req), body.bytes().array());
        String number = req.path().pathParameters().get("ticketNumber");
        markRead.byVisitor(
                        number,
                        visitor,
                        lastMessageId,
                        new IdempotentRequest<>(key, Status.OK_200.code(), MarkReadEndpoint::answer))
                .send(res, Status.OK_200, MarkReadEndpoint::answer, reason -> MessagingProblems.of(reason, number));
    }

    private static Object answer(Marked marked) {
        return Envelope.of("Marked as read", marked);
    }
}
