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
import com.smipay.support.messaging.chat.MarkChatRead;
import com.smipay.support.messaging.chat.MarkedChat;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Visitor;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/// `POST /api/v1/support/conversations/{id}/read` (`live-chat-api.md`, User side; `decisions.md` 38).
public final class MarkChatReadEndpoint {
    public static final String PATH = ConversationPaths.OF_USER + "/{id}/read";

    private final UserCalls callers;
    private final Visitors visitors;
    private final MarkChatRead markRead;

    public MarkChatReadEndpoint(UserCalls callers, Visitors visitors, MarkChatRead markRead) {
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
        markRead.byVisitor(
                        req.path().pathParameters().get("id"),
                        visitor,
                        lastMessageId,
                        new IdempotentRequest<>(key, Status.OK_200.code(), MarkChatReadEndpoint::answer))
                .send(res, Status.OK_200, MarkChatReadEndpoint::answer, ConversationProblems::of);
    }

    private static Object answer(MarkedChat marked) {
        return Envelope.of("Marked as read", marked);
    }
}
