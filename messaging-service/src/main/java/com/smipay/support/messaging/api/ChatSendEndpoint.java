package com.smipay.support.messaging.api;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.messaging.chat.Sender;
import com.smipay.support.messaging.domain.Person;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/support/chat/send` (`live-chat-api.md`, User side).
public final class ChatSendEndpoint {
    public static final String PATH = "/api/v1/support/chat/send";

    private final UserCalls callers;
    private final ChatSender sender;

    public ChatSendEndpoint(UserCalls callers, ChatSender sender) {
        this.callers = callers;
        this.sender = sender;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::send);
    }

    private void send(ServerRequest req, ServerResponse res) {
        Caller caller = callers.required(req);
        JsonBody body = JsonBody.required(req);
        ChatMessageRequest request = ChatMessageRequest.ofUser(body.object());
        Optional<IdempotencyKey> key = IdempotencyKey.of(
                req,
                Optional.of(caller),
                SecurityHeadersGuard.deviceId(req),
                body.bytes().array());
        UUID conversationId = request.conversationId();
        if (conversationId == null) {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            sender.open(req, res, request, id, owner(caller), null, phoneNumber(caller), key);
        } else {
            sender.send(
                    res,
                    request,
                    conversationId,
                    new Sender.Owner(Person.of(caller).asUser()),
                    key);
        }
    }

    /// With the token's address, which is the chat's then, and its ticket's (`live-chat-api.md`, reading 13).
    private static Owner owner(Caller caller) {
        return new Owner(caller.userId(), Objects.requireNonNullElse(caller.email(), ""), caller.displayName());
    }

    private static @Nullable String phoneNumber(Caller caller) {
        return Optional.ofNullable(caller.phoneNumber())
                .flatMap(PhoneNumbers::e164)
                .orElse(null);
    }
}
