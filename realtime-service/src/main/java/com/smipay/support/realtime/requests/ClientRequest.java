package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a client may ask for (`support-api.md`, Client Events; `live-chat-api.md`, Socket.IO; `decisions.md` 21,
/// 27).
public sealed interface ClientRequest {
    /// @param lastMessageId the newest message that the client has; null to be told of none missed
    record Join(Place place, @Nullable UUID lastMessageId) implements ClientRequest {}

    record Leave(Place place) implements ClientRequest {}

    /// @param internal whether only admins are to see it (`decisions.md` 63); from a user it means nothing
    record Typing(Place place, boolean internal) implements ClientRequest {}

    /// @param internal as above
    record StopTyping(Place place, boolean internal) implements ClientRequest {}

    /// An agent has it open on their screen (`decisions.md` 69).
    record Looking(Place place) implements ClientRequest {}

    record StopLooking(Place place) implements ClientRequest {}

    /// A fresh token for this connection (`decisions.md` 25).
    ///
    /// @param auth an object, whatever is in it
    record Authenticate(JsonNode auth) implements ClientRequest {}

    /// @param lastMessageId how far; null for the newest
    record MarkRead(Place place, @Nullable UUID lastMessageId) implements ClientRequest {}

    /// Nothing that a client may ask.
    record Malformed(Refusal refusal) implements ClientRequest {}

    /// Never throws. Unknown fields are ignored.
    static ClientRequest parse(ClientEvent event) {
        JsonNode payload = event.payload();
        return switch (event.name()) {
            case "join_ticket" -> withLastMessage(payload, Join::new, Door.TICKET);
            case "leave_ticket" -> withPlace(payload, Leave::new, Door.TICKET);
            case "join_conversation" -> withLastMessage(payload, Join::new, Door.CONVERSATION);
            case "leave_conversation" -> withPlace(payload, Leave::new, Door.CONVERSATION);
            case "typing" -> withPrivacy(payload, Typing::new);
            case "stop_typing" -> withPrivacy(payload, StopTyping::new);
            case "looking" -> withPlace(payload, Looking::new, Door.values());
            case "stop_looking" -> withPlace(payload, StopLooking::new, Door.values());
            case "mark_read" -> withLastMessage(payload, MarkRead::new, Door.values());
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
                ? withPlace(payload, place -> builder.build(place, internal.asBoolean()), Door.values())
                : malformed("is_internal must be true or false");
    }

    private static ClientRequest withLastMessage(JsonNode payload, Builder builder, Door... doors) {
        JsonNode last = payload.path("last_message_id");
        boolean absent = last.isMissingNode() || last.isNull();
        UUID lastMessageId = uuid(last);
        if (!absent && lastMessageId == null) {
            return malformed("last_message_id must be a UUID");
        }
        return withPlace(payload, place -> builder.build(place, lastMessageId), doors);
    }

    /// @param doors one of which the payload has to name
    private static ClientRequest withPlace(JsonNode payload, Function<Place, ClientRequest> builder, Door... doors) {
        if (!payload.isObject()) {
            return malformed("The payload must be an object");
        }
        List<Door> given = Stream.of(doors)
                .filter(door -> payload.hasNonNull(door.field()))
                .toList();
        if (given.isEmpty()) {
            return malformed(Stream.of(doors).map(Door::field).collect(Collectors.joining(" or ")) + " is required");
        }
        if (given.size() > 1) {
            return malformed("Give ticket_id or conversation_id");
        }
        Door door = given.getFirst();
        UUID id = uuid(payload.path(door.field()));
        return id == null ? malformed(door.field() + " must be a UUID") : builder.apply(new Place(door, id));
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
        ClientRequest build(Place place, @Nullable UUID lastMessageId);
    }

    /// The same.
    @FunctionalInterface
    interface PrivateBuilder {
        ClientRequest build(Place place, boolean internal);
    }
}
