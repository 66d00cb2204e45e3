package com.smipay.support.messaging.api;

import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.posting.AddMessage;
import com.smipay.support.messaging.posting.NewMessage;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/// `POST /api/v1/support/ticket/add-message` (`support-api.md` §4).
public final class AddMessageEndpoint {
    public static final String PATH = "/api/v1/support/ticket/add-message";

    private final UserCalls callers;
    private final Visitors visitors;
    private final AddMessage addMessage;

    public AddMessageEndpoint(UserCalls callers, Visitors visitors, AddMessage addMessage) {
        this.callers = callers;
        this.visitors = visitors;
        this.addMessage = addMessage;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::add);
    }

    private void add(ServerRequest req, ServerResponse res) {
        Optional<Caller> caller = callers.optional(req);
        JsonBody body = JsonBody.required(req);
        NewMessage message = AddMessageRequest.parse(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        Visitor sender = visitors.identify(callers.person(caller), deviceId, message.email());
        addMessage
                .add(message, sender, new IdempotentRequest<>(key, Status.CREATED_201.code(), MessageSent::answer))
                .send(
                        res,
                        Status.CREATED_201,
                        MessageSent::answer,
                        reason -> MessagingProblems.of(reason, message.ticketNumber()));
    }
}
