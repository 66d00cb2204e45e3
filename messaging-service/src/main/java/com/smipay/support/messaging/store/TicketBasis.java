package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ticket takes over of the chat that it is made of.
///
/// @param state as message events carry it
/// @param firstMessage always `seq` 1
/// @param assignedTo the chat's agent; null while it is nobody's
/// @param ownerByToken what tokens say of the owner; null where none has said anything
/// @param deviceMetadata JSON
public record TicketBasis(
        ConversationState state,
        MessageState firstMessage,
        @Nullable String assignedTo,
        @Nullable Actor ownerByToken,
        @Nullable String guestProof,
        @Nullable String phoneNumber,
        String deviceMetadata,
        @Nullable String ipAddress,
        @Nullable String userAgent) {
    private static final String READ = """
            select conversation_state(c) as state, c.assigned_to, c.guest_proof, c.phone_number,
                   cast(o.device_metadata as text) as device_metadata, o.ip_address, o.user_agent,
                   m.id, m.message, m.sender_id, m.sender_name, m.sender_email, m.created_at, m.client_id,
                   token.id as owner_id, token.first_name, token.last_name, token.email
            from conversation as c
            join chat_origin as o on o.conversation_id = c.ticket_id
            join message as m on m.ticket_id = c.ticket_id and m.seq = 1
            left join token_person as token on token.id = c.owner_user_id
            where c.ticket_id = cast(:id as uuid) and c.chat_version is not null
            """;

    /// Empty for what is no chat.
    public static Optional<TicketBasis> of(Statements statements, UUID conversationId) {
        return statements.queryOne(READ, Map.of("id", conversationId), TicketBasis::basis);
    }

    private static TicketBasis basis(Row row) {
        return new TicketBasis(
                state(row.text("state")),
                new MessageState(
                        row.uuid("id"),
                        1,
                        row.text("message"),
                        true,
                        false,
                        row.textOrNull("sender_id"),
                        row.textOrNull("sender_name"),
                        row.textOrNull("sender_email"),
                        row.instant("created_at"),
                        row.textOrNull("client_id")),
                row.textOrNull("assigned_to"),
                row.isNull("owner_id")
                        ? null
                        : new Actor(
                                row.text("owner_id"),
                                row.textOrNull("first_name"),
                                row.textOrNull("last_name"),
                                row.textOrNull("email")),
                row.textOrNull("guest_proof"),
                row.textOrNull("phone_number"),
                row.text("device_metadata"),
                row.textOrNull("ip_address"),
                row.textOrNull("user_agent"));
    }

    private static ConversationState state(String json) {
        try {
            return Json.mapper().readValue(json, ConversationState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The database made no conversation's state", e);
        }
    }
}
