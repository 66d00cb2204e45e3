package com.smipay.support.messaging.api;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.messaging.chat.Sender;
import com.smipay.support.messaging.domain.Person;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// `POST /api/v1/support/chat/send-unauthenticated` (`live-chat-api.md`, User side). A token is not needed; where one
/// comes along, the caller is its user (`decisions.md` 12).
public final class GuestSendEndpoint {
    public static final String PATH = "/api/v1/support/chat/send-unauthenticated";

    private final UserCalls callers;
    private final Visitors visitors;
    private final DeviceProof proof;
    private final ChatSender sender;

    public GuestSendEndpoint(UserCalls callers, Visitors visitors, DeviceProof proof, ChatSender sender) {
        this.callers = callers;
        this.visitors = visitors;
        this.proof = proof;
        this.sender = sender;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::send);
    }

    private void send(ServerRequest req, ServerResponse res) {
        Optional<Caller> caller = callers.optional(req);
        JsonBody body = JsonBody.required(req);
        ChatMessageRequest request = ChatMessageRequest.ofGuest(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        String email = Objects.requireNonNull(request.email());
        UUID conversationId = request.conversationId();
        if (conversationId == null) {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            Owner owner = new Owner(
                    caller.map(Caller::userId).orElse(null),
                    email,
                    caller.map(Caller::displayName).orElse(null));
            String device = caller.isPresent() ? null : proof.sign(id, deviceId);
            sender.open(req, res, request, id, owner, device, request.phoneNumber(), key);
        } else {
            Person person = caller.map(Person::of).map(Person::asUser).orElse(null);
            sender.send(
                    res, request, conversationId, new Sender.Guest(visitors.identify(person, deviceId, email)), key);
        }
    }
}
