package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.realtime.domain.Refusal;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client may ask for (`support-api.md`, Client Events; `decisions.md` 21, 27).
public sealed interface ClientRequest {
    /// @param lastMessageId the newest message that the client has; null to be told of none missed
    record JoinTicket(UUID ticketId, @Nullable UUID lastMessageId) implements ClientRequest {}

    record LeaveTicket(UUID ticketId) implements ClientRequest {}

    /// @param internal whether only admins are to see it (`decisions.md` 63); from a user it means nothing
    record Typing(UUID ticketId, boolean internal) implements ClientRequest {}

    /// @param internal as above
    record StopTyping(UUID ticketId, boolean internal) implements ClientRequest {}

    /// A fresh token for this connection (`decisions.md` 25).
    ///
    /// @param auth an object, whatever is in it
    record Authenticate(JsonNode auth) implements ClientRequest {}

    /// @param lastMessageId how far; null for the newest
    record MarkRead(UUID ticketId, @Nullable UUID lastMessageId) implements ClientRequest {}

    /// Nothing that a client may ask.
    record Malformed(Refusal refusal) implements ClientRequest {}

    /// Never throws. Unknown fields are ignored.
    static ClientRequest parse(ClientEvent event) {
        JsonNode payload = event.payload();
        return switch (event.name()) {
            case "join_ticket" -> withLastMessage(payload, JoinTicket::new);
            case "leave_ticket" -> withTicket(payload, LeaveTicket::new);
            case "typing" -> withPrivacy(payload, Typing::new);
            case "stop_typing" -> withPrivacy(payload, StopTyping::new);
            case "mark_read" -> withLastMessage(payload, MarkRead::new);
            case "authenticate" -> authenticate(payload);
            default -> malformed("Unknown event");
        };
    }

    private static ClientRequest authenticate(JsonNode payload) {
        JsonNode token = payload.path("token");
        if (!payload.isObject()) {
            return malformed("The payload must be an object");
        }
        return token.isTextual() && !token.textValue().isBlank()
                ? new Authenticate(payload)
                : malformed("token is required");
    }

    /// Nothing that asks for privacy is ever taken for the opposite.
    private static ClientRequest withPrivacy(JsonNode payload, PrivateBuilder builder) {
        JsonNode internal = payload.path("is_internal");
        return internal.isMissingNode() || internal.isBoolean()
                ? withTicket(payload, ticketId -> builder.of(ticketId, internal.asBoolean()))
                : malformed("is_internal must be true or false");
    }

    private static ClientRequest withLastMessage(JsonNode payload, Builder builder) {
        JsonNode last = payload.path("last_message_id");
        boolean absent = last.isMissingNode() || last.isNull();
        UUID lastMessageId = uuid(last);
        if (!absent && lastMessageId == null) {
            return malformed("last_message_id must be a UUID");
        }
        return withTicket(payload, ticketId -> builder.of(ticketId, lastMessageId));
    }

    private static ClientRequest withTicket(JsonNode payload, Function<UUID, ClientRequest> builder) {
        if (!payload.isObject()) {
            return malformed("The payload must be an object");
        }
        JsonNode ticketId = payload.path("ticket_id");
        if (ticketId.isMissingNode() || ticketId.isNull()) {
            return malformed("ticket_id is required");
        }
        UUID read = uuid(ticketId);
        return read == null ? malformed("ticket_id must be a UUID") : builder.apply(read);
    }

    /// Null for what is none.
    private static @Nullable UUID uuid(JsonNode node) {
        return node.isTextual() ? Uuids.parse(node.textValue()).orElse(null) : null;
    }

    private static Malformed malformed(String message) {
        return new Malformed(Refusal.malformed(message));
    }

    /// Makes the request once its fields are found right.
    @FunctionalInterface
    interface Builder {
        ClientRequest of(UUID ticketId, @Nullable UUID lastMessageId);
    }

    /// The same.
    @FunctionalInterface
    interface PrivateBuilder {
        ClientRequest of(UUID ticketId, boolean internal);
    }
}
