package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.handshake.ClientEvent;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client may ask for (`support-api.md`, Client Events; `decisions.md` 21, 27).
public sealed interface ClientRequest {
    /// @param lastMessageId the newest message that the client has; null to be told of none missed
    record JoinTicket(UUID ticketId, @Nullable UUID lastMessageId) implements ClientRequest {}

    record LeaveTicket(UUID ticketId) implements ClientRequest {}

    record Typing(UUID ticketId) implements ClientRequest {}

    record StopTyping(UUID ticketId) implements ClientRequest {}

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
            case "typing" -> withTicket(payload, Typing::new);
            case "stop_typing" -> withTicket(payload, StopTyping::new);
            case "mark_read" -> withLastMessage(payload, MarkRead::new);
            default -> malformed("Unknown event");
        };
    }

    private static ClientRequest withLastMessage(JsonNode payload, Builder builder) {
        JsonNode last = payload.path("last_message_id");
        boolean absent = last.isMissingNode() || last.isNull();
        if (!absent && !isUuid(last)) {
            return malformed("last_message_id must be a UUID");
        }
        UUID lastMessageId = absent ? null : UUID.fromString(last.textValue());
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
        return isUuid(ticketId)
                ? builder.apply(UUID.fromString(ticketId.textValue()))
                : malformed("ticket_id must be a UUID");
    }

    private static boolean isUuid(JsonNode node) {
        return node.isTextual() && Uuids.isOne(node.textValue());
    }

    private static Malformed malformed(String message) {
        return new Malformed(Refusal.malformed(message));
    }

    /// Makes the request once its fields are found right.
    @FunctionalInterface
    interface Builder {
        ClientRequest of(UUID ticketId, @Nullable UUID lastMessageId);
    }
}
