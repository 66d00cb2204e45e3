package com.smipay.support.realtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.realtime.domain.Payload;
import com.smipay.support.realtime.domain.RoomNames;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What realtime instances tell each other on `support.typing.v1`: a bare record, key = ticket id, which is also
/// the id of the conversation that a ticket was made of.
///
/// @param ticketId the room's id, also where there is no ticket: instances of before know no other
/// @param kind `typing` or `stop_typing`; of a note (`decisions.md` 63) and of agents that look (`decisions.md` 69)
///     kinds of their own, for an instance that knows nothing of them must not show them to users
/// @param conversationId null, and left out, in the room of a ticket that began as one
/// @param hasTicket whether there is a ticket of the conversation; null, and left out, with it
@JsonInclude(JsonInclude.Include.NON_NULL)
record TypingRecord(
        UUID socketId,
        UUID instanceId,
        UUID ticketId,
        String userId,
        boolean isAdmin,
        String kind,
        @Nullable UUID conversationId,
        @Nullable Boolean hasTicket) {
    static final String TYPING = "typing";
    static final String STOP_TYPING = "stop_typing";
    static final String TYPING_INTERNAL = "typing_internal";
    static final String STOP_TYPING_INTERNAL = "stop_typing_internal";

    static final String LOOKING = "looking";
    static final String STOP_LOOKING = "stop_looking";

    private static final Set<String> KINDS =
            Set.of(TYPING, STOP_TYPING, TYPING_INTERNAL, STOP_TYPING_INTERNAL, LOOKING, STOP_LOOKING);

    /// What a client in a room does, as the instance tells it at which the client is.
    static TypingRecord of(RoomMembership membership, UUID instanceId, String kind) {
        Connection connection = membership.connection();
        RoomNames names = membership.names();
        return new TypingRecord(
                connection.id(),
                instanceId,
                membership.ticketId(),
                connection.caller().userId(),
                connection.caller().isAdmin(),
                kind,
                names.conversationId(),
                names.conversationId() == null ? null : names.ticketId() != null);
    }

    /// What clients hear with it.
    Payload.Typing payload() {
        boolean isTicket = conversationId == null || Boolean.TRUE.equals(hasTicket);
        return new Payload.Typing(conversationId, isTicket ? ticketId : null, userId, isAdmin);
    }

    /// The event that clients hear.
    String event() {
        return isStop() ? STOP_TYPING : TYPING;
    }

    boolean isStop() {
        return kind.startsWith("stop_");
    }

    /// Whether it is about an agent who has the ticket or the conversation open.
    boolean isLooking() {
        return kind.equals(LOOKING) || kind.equals(STOP_LOOKING);
    }

    /// Whether only admins may see it.
    boolean isInternal() {
        return kind.equals(TYPING_INTERNAL) || kind.equals(STOP_TYPING_INTERNAL);
    }

    /// The end of it, for the same eyes.
    TypingRecord stopped() {
        if (isLooking()) {
            return withKind(STOP_LOOKING);
        }
        return withKind(isInternal() ? STOP_TYPING_INTERNAL : STOP_TYPING);
    }

    private TypingRecord withKind(String other) {
        return new TypingRecord(socketId, instanceId, ticketId, userId, isAdmin, other, conversationId, hasTicket);
    }

    /// The same, told by another instance.
    TypingRecord by(UUID instance) {
        return new TypingRecord(socketId, instance, ticketId, userId, isAdmin, kind, conversationId, hasTicket);
    }

    byte[] encode() {
        try {
            return Json.mapper().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that JSON can't carry", e);
        }
    }

    /// Empty for anything that is no such record.
    static Optional<TypingRecord> decode(byte[] json) {
        try {
            TypingRecord read = Json.mapper().readValue(json, TypingRecord.class);
            return Optional.ofNullable(read).filter(TypingRecord::isComplete);
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't fail to be read", e);
        }
    }

    @SuppressWarnings("ConstantValue") // A record from the wire can lack anything.
    private boolean isComplete() {
        return socketId != null
                && instanceId != null
                && ticketId != null
                && userId != null
                && kind != null
                && KINDS.contains(kind);
    }
}
