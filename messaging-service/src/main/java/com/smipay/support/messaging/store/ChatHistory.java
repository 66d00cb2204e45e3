package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who changed what of a chat, when (`live-chat-api.md`, rule 5). Every statement that decides writes its own entries.
public final class ChatHistory {
    /// Of the messages in `changed`: a reply that took the chat, a user's that bound it.
    static final String OF_MESSAGES = entries("""
            select ticket_id, at, 'assigned_to', cast(null as text), sender_id, sender_id from changed where assigns""", """
            select ticket_id, at, 'claimed', null, claimant, claimant from changed
            where claimant is not null and chat_version is not null""");

    private static final String READ = """
            select at, by_id, change, was, became from chat_history
            where conversation_id = cast(:id as uuid)
            order by id
            """;

    private ChatHistory() {}

    /// @param by null for the system, or a guest
    public record Entry(
            Instant at,
            @Nullable String by,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /// Entries of a decision, over `changed`.
    ///
    /// @param selects each of `ticket_id, at, change, was, became, by_id`
    static String entries(String... selects) {
        return """
                , noted as (
                    insert into chat_history (conversation_id, at, change, was, became, by_id)
                    %s
                )""".formatted(String.join("\nunion all\n", selects));
    }

    /// Oldest first.
    public static List<Entry> of(Statements statements, UUID conversationId) {
        return statements.query(
                READ,
                Map.of("id", conversationId),
                row -> new Entry(
                        row.instant("at"),
                        row.textOrNull("by_id"),
                        row.text("change"),
                        row.textOrNull("was"),
                        row.textOrNull("became")));
    }
}
