package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A replica of the version before chats (a5aa0de) runs on this schema while an update is under way: its statements,
/// word for word, with a chat and with a chat's ticket.
class VersionBeforeTest {
    @AutoClose
    private final StoreFixture store = new StoreFixture();

    private final UUID id = UUID.randomUUID();

    @Test
    void aChatIsAClosedTicketThatNobodyCanName() {
        open();

        assertThat(row("conversations-find-by-id", Map.of("key", id.toString()), "status", "ticket_number"))
                .isEqualTo("closed " + id);
        assertThat(row(
                        "conversations-find-by-number",
                        Map.of("key", id.toString().toUpperCase(java.util.Locale.ROOT)),
                        "status"))
                .as("whose rules let nobody write")
                .isEqualTo("closed");
        run("copies-open", Map.of("told", "[" + opening(TicketStates.ofChat(id, "SMI-2026-777777")) + "]", "most", 10));
        run("copies-complete", completing());
        Conversation chat = chat();
        assertThat(chat.ticketOrNull()).isNull();
        assertThat(chat.seq()).isEqualTo(1);
        assertThat(Conversations.find(store.database, new TicketReference.ById(id)))
                .isEmpty();
    }

    @Test
    void aTicketOfAChatIsTakenAndWrittenToAndTheChatFollows() {
        open();
        run("copies-take", TicketReplica.params(TicketStates.ofChat(id, "SMI-2026-777777")));
        assertThat(figures()).isEqualTo("active  true");
        run("posting-message", told("by the version before", false, false, 1));
        run("posting-messages", told("once more", true, false, 1));
        run("posting-note", told("for us", false, true, 1));
        run("copies-claim", Map.of("id", id, "user_id", "u-9", "seen_version", 1));
        run("readmarks-mark", marking());

        Conversation now = chat();
        assertThat(now.ticket().number())
                .isEqualTo(TicketStates.ofChat(id, "SMI-2026-777777").ticketNumber());
        assertThat(now.seq()).isEqualTo(4);
        assertThat(now.visibleCount()).isEqualTo(3);
        assertThat(now.chatStatus()).isEqualTo(ConversationStatus.ACTIVE);
        assertThat(now.isReadUpTo(3)).isTrue();
        assertThat(figures()).isEqualTo("active  true");
        assertThat(store.raw.number("select count(*) from chat where conversation_id = '" + id
                        + "' and has_ticket and last_message_at = (select newest_at from conversation where ticket_id = '"
                        + id + "')"))
                .isEqualTo(1);
        assertThat(store.post(id, StoreFixture.fromUser("by this one")).chat()).isNotNull();
        assertThat(TicketLinking.link(store.database, TicketStates.ofChat(id, "SMI-2026-777777"), null))
                .isEmpty();
    }

    @Test
    void whatItDoesWithATicketThatBeganAsOneIsWhatItWas() {
        TicketState ticket = TicketStates.of("u-1");
        run(
                "copies-open",
                Map.of(
                        "told",
                        "[" + opening(new TicketEvent.Opened(ticket, TicketStates.opening(ticket))) + "]",
                        "most",
                        10));

        Conversation conversation = store.find(ticket.id());
        assertThat(conversation.chatOrNull()).isNull();
        assertThat(store.post(ticket.id(), StoreFixture.reply("hello")).chat()).isNull();
    }

    private void open() {
        Chats.open(
                store.database,
                new NewChat(
                        id,
                        UUID.randomUUID(),
                        new Words("Hello", null),
                        new Owner("u-1", TicketStates.EMAIL, "John Doe"),
                        null,
                        null,
                        "{}",
                        null,
                        null));
    }

    private Conversation chat() {
        return Conversations.findChat(store.database, id).orElseThrow();
    }

    private String figures() {
        return store.database
                .queryOne(
                        "select status, assigned_to, has_ticket from chat_figure group by status, assigned_to, has_ticket"
                                + " having sum(chats) > 0",
                        Map.of(),
                        row -> row.text("status") + " " + row.text("assigned_to") + " " + row.flag("has_ticket"))
                .orElseThrow();
    }

    private Map<String, Object> told(String text, boolean isFromUser, boolean isInternal, long version) {
        ObjectNode entry = seen(version)
                .put("id", UUID.randomUUID().toString())
                .put("message", text)
                .put("is_from_user", isFromUser)
                .put("is_internal", isInternal)
                .put("sender_id", isFromUser ? "u-1" : "a-1")
                .put("preview", text)
                .put("is_by_email", false);
        return Map.of("told", "[" + entry + "]", "most", 10);
    }

    private ObjectNode seen(long version) {
        return Json.mapper()
                .createObjectNode()
                .put("ticket_id", id.toString())
                .put("ticket_version", version)
                .put("owner_user_id", "u-1")
                .put("event_id", UUID.randomUUID().toString())
                .put("traceparent", "t")
                .put("request_id", "r");
    }

    private Map<String, @Nullable Object> marking() {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("told", "[" + seen(1) + "]");
        params.put("most", 10);
        params.put("target_seq", 3);
        params.put("target_id", UUID.randomUUID());
        params.put("user_id", "u-1");
        params.put("claimant", null);
        params.put("claimed_by", null);
        return params;
    }

    private Map<String, @Nullable Object> completing() {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("message_id", UUID.randomUUID());
        params.put("message", "x");
        params.put("preview", "x");
        params.put("sender_id", null);
        params.put("sender_name", null);
        params.put("sender_email", null);
        params.put("message_at", Instant.EPOCH);
        params.put("client_id", null);
        return params;
    }

    private String opening(TicketState ticket) {
        return opening(new TicketEvent.Opened(ticket, TicketStates.opening(ticket)));
    }

    private static String opening(TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        return Json.mapper()
                .createObjectNode()
                .put("id", ticket.id().toString())
                .put("number", ticket.ticketNumber())
                .put("version", ticket.version())
                .put("user_id", ticket.owner().userId())
                .put("email", ticket.owner().email())
                .put("subject", ticket.subject())
                .put("support_type", ticket.supportType().wire())
                .put("status", ticket.status().wire())
                .put("priority", ticket.priority().wire())
                .put("created_at", ticket.createdAt().toString())
                .put("updated_at", ticket.updatedAt().toString())
                .put("owner_version", 1)
                .put("message_id", opened.message().id().toString())
                .put("message", opened.message().message())
                .put("preview", "x")
                .put("message_at", ticket.createdAt().toString())
                .toString();
    }

    private String row(String statement, Map<String, ? extends @Nullable Object> params, String... columns) {
        return store.database
                .queryOne(
                        sql(statement),
                        params,
                        row -> java.util.Arrays.stream(columns).map(row::text).collect(Collectors.joining(" ")))
                .orElseThrow();
    }

    private void run(String statement, Map<String, ? extends @Nullable Object> params) {
        String sql = sql(statement);
        Map<String, @Nullable Object> needed = new HashMap<>();
        params.forEach((name, value) -> {
            if (java.util.regex.Pattern.compile(":" + name + "\\b").matcher(sql).find()) {
                needed.put(name, value);
            }
        });
        if (sql.contains("select ticket_id from opened")
                || statement.startsWith("posting")
                || statement.startsWith("readmarks")) {
            store.database.query(sql, needed, row -> "");
        } else {
            store.database.update(sql, needed);
        }
    }

    private static String sql(String statement) {
        try (InputStream resource =
                VersionBeforeTest.class.getResourceAsStream("/version-before/" + statement + ".sql")) {
            return new String(java.util.Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
