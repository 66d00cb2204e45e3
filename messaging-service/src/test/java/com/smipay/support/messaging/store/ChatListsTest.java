package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.messaging.ChatSeed;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.store.ChatOrder.By;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The agents' list against a simple reading of the same chats, and its plans.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatListsTest {
    private static final Instant AT = Instant.parse("2026-02-24T10:00:00Z");
    private static final String ADA = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";
    private static final String BEN = "7f9619ff-8b86-4011-b42d-00cf4fc964ff";
    private static final int CHATS = 60;
    private static final int MANY = 12_000;

    private static final String SCANS = """
            select coalesce(sum(seq_scan), 0) as scans, pg_stat_force_next_flush() is null as flushed
            from pg_stat_user_tables
            where relname in ('conversation', 'chat', 'chat_origin', 'chat_text', 'chat_word', 'person', 'person_search',
                              'token_person', 'message')
            """;

    @AutoClose
    private final Database database = MessagingDatabase.open(MessagingDatabase.fresh());

    private final ChatSeed chats = new ChatSeed(database);

    @BeforeAll
    void seed() {
        for (int i = 0; i < CHATS; i++) {
            Instant began = AT.plusSeconds(60L * i);
            UUID id = chats.open(i % 4 == 0 ? null : "u-" + i % 7, "p" + i % 5 + "@x.ng", began, "words " + i);
            if (i % 3 == 0) {
                chats.assign(id, i % 2 == 0 ? ADA : BEN, began.plusSeconds(7));
            }
            if (i % 5 == 1) {
                chats.reply(id, began.plusSeconds(9_000L - 100L * i), "reply");
            }
            if (i % 6 == 2) {
                chats.ticket(id, began.plusSeconds(11), "SMI-2026-" + i);
            }
            if (i % 7 == 3) {
                chats.close(id, began.plusSeconds(13));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void everyFilterInEveryOrderShowsWhatASimpleReadingShows(By by) {
        List<ChatView> all = page(filter(Set.of(), Set.of(), Set.of(), null, null, null), by, true, 100, 0)
                .chats();
        assertThat(all).hasSize(CHATS);
        for (ChatFilter filter : filters()) {
            for (boolean descending : new boolean[] {true, false}) {
                List<UUID> expected = all.stream()
                        .filter(matching(filter))
                        .sorted(order(by, descending))
                        .map(ChatView::id)
                        .toList();
                ChatLists.Page first = page(filter, by, descending, 7, 0);
                ChatLists.Page second = page(filter, by, descending, 7, 7);
                List<UUID> shown = new ArrayList<>();
                first.chats().forEach(chat -> shown.add(chat.id()));
                second.chats().forEach(chat -> shown.add(chat.id()));

                assertThat(first.total()).as(filter.toString()).isEqualTo(expected.size());
                assertThat(shown)
                        .as("%s %s %s", filter, by, descending)
                        .isEqualTo(expected.subList(0, Math.min(14, expected.size())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void figuresAreSumsOfTheChatsBeforeTheyAreFoldedAndAfter(boolean folded) {
        if (folded) {
            ChatFigures.fold(database);
        }
        ChatFigures figures = ChatFigures.read(database);
        List<ChatView> all = page(filter(Set.of(), Set.of(), Set.of(), null, null, null), By.CREATED_AT, true, 100, 0)
                .chats();

        for (ConversationStatus status : ChatFigures.STATUSES) {
            assertThat(figures.chats(slice -> slice.status() == status))
                    .isEqualTo(
                            all.stream().filter(chat -> chat.status() == status).count());
        }
        assertThat(figures.chats(slice -> slice.assignedTo().equals(ADA)))
                .isEqualTo(all.stream()
                        .filter(chat -> ADA.equals(chat.assignedTo()))
                        .count());
        assertThat(figures.chats(ChatFigures.Slice::hasTicket))
                .isEqualTo(all.stream().filter(chat -> chat.ticket() != null).count());
        assertThat(AgentPresence.agents(database, AdminRoles.USUAL)).isEmpty();
    }

    /// One connection, whose own figures are complete; more often than the driver and the server make plans for given
    /// values.
    @Test
    void noReadGoesThroughAllChats() {
        var at = MessagingDatabase.fresh();
        at.execute(crowd());
        at.execute("""
                insert into person (id, source_partition, source_offset, first_name, last_name, role)
                select 'crowd-' || i, 0, i, 'First' || i, 'Last' || i, 'user' from generate_series(1, 3000) as i
                """);
        at.execute("""
                insert into person_search
                select id, lower(first_name || ' ' || last_name) || E'\\x01' || id || '@crowd.ng' from person
                """);
        at.execute(
                "insert into token_person select 'crowd-' || i, 'A', 'B', null, null, false from generate_series(1, 3000) as i");
        at.execute("insert into chat_word select distinct unnest(tsvector_to_array(text_words(text))) from chat_text");
        at.execute("vacuum analyze");
        try (Database one = MessagingDatabase.openOne(at)) {
            ChatFigures.fold(one);
            UUID some = one.query(
                            "select conversation_id from chat order by created_at limit 1",
                            Map.of(),
                            row -> row.uuid("conversation_id"))
                    .getFirst();
            for (int i = 0; i < 7; i++) {
                readEverything(one, some);
            }
            long before = scans(one);
            for (int i = 0; i < 3; i++) {
                readEverything(one, some);
            }

            assertThat(scans(one)).isEqualTo(before);
        }
    }

    /// What every chat has is found in the newest ones; how many there are is an estimate, which says so.
    @Test
    void aTextThatVeryManyHaveIsFoundInTheListsOrder() {
        var at = MessagingDatabase.fresh();
        at.execute(crowd());
        at.execute("""
                update chat_text set text = 'the eclipse'
                where conversation_id in (select conversation_id from chat order by last_message_at limit 3000)
                """);
        at.execute("insert into chat_word select distinct unnest(tsvector_to_array(text_words(text))) from chat_text");
        at.execute("vacuum analyze");
        try (Database one = MessagingDatabase.openOne(at)) {
            ChatFigures.fold(one);
            List<UUID> newest = one.query(
                    "select conversation_id from chat order by last_message_at desc, conversation_id desc limit 40",
                    Map.of(),
                    row -> row.uuid("conversation_id"));

            ChatLists.Page first = searched(one, "account", 20, 0, 1_000);
            ChatLists.Page second = searched(one, "account", 20, 20, 1_000);

            assertThat(first.chats()).extracting(ChatView::id).isEqualTo(newest.subList(0, 20));
            assertThat(second.chats()).extracting(ChatView::id).isEqualTo(newest.subList(20, 40));
            assertThat(first.isEstimate()).isTrue();
            assertThat(first.total()).isBetween(9_000L, 12_000L);
            assertThat(searched(one, "account", 20, 1_000_000, 1_000).chats()).isEmpty();
            ChatLists.Page gathered = searched(one, "account", 20, 0, 10_000);
            assertThat(gathered.chats()).isEqualTo(first.chats());
            assertThat(gathered.total()).isEqualTo(9_000);
            assertThat(gathered.isEstimate()).isFalse();
            ChatLists.Page old = searched(one, "eclipse", 20, 0, 1_000);
            assertThat(old.total()).as("none of the newest has it").isEqualTo(3_000);
            assertThat(old.isEstimate()).isFalse();
            assertThat(old.chats()).hasSize(20);
            assertThat(searched(one, "account my", 20, 0, 1_000).total()).isZero();
            assertThat(searched(one, "crowd.ng", 20, 0, 1_000).isEstimate()).isTrue();
            assertThat(searched(one, "cr", 20, 0, 1_000).isEstimate()).isTrue();
        }
    }

    private static ChatLists.Page searched(Database database, String term, int limit, long offset, long fewRows) {
        ChatFilter filter =
                new ChatFilter(ChatSearch.of(term).orElseThrow(), Set.of(), Set.of(), Set.of(), null, null, null);
        return ChatsFound.page(
                database,
                filter,
                new ChatOrder(By.LAST_MESSAGE_AT, true),
                limit,
                offset,
                ChatFigures.read(database),
                fewRows);
    }

    private static void readEverything(Database database, UUID some) {
        ChatFigures figures = ChatFigures.read(database);
        List<ChatFilter> filters = new ArrayList<>(filters());
        for (String term : List.of(
                "crowd1234",
                "rowd12",
                "with crowd777 of",
                "ith crowd777 of my",
                "no such words",
                "first77 last77",
                "zz",
                "0803 123",
                "account",
                "crowd.ng",
                "my account",
                "account my")) {
            filters.add(
                    new ChatFilter(ChatSearch.of(term).orElseThrow(), Set.of(), Set.of(), Set.of(), null, null, null));
        }
        filters.add(filter(Set.of(), Set.of("agent-2"), Set.of(), null, null, null));
        filters.add(filter(Set.of(), Set.of(), Set.of("crowd-9"), null, null, null));
        for (ChatFilter filter : filters) {
            for (By by : By.values()) {
                ChatLists.page(database, filter, new ChatOrder(by, true), 20, 0, figures);
                ChatLists.page(database, filter, new ChatOrder(by, false), 20, 20, figures);
            }
        }
        OwnChats.Page own = OwnChats.page(database, "crowd-9", "crowd-9@crowd.ng", 2, null);
        OwnChats.page(database, "crowd-9", "crowd-9@crowd.ng", 2, own.next());
        AgentPresence.agents(database, AdminRoles.USUAL);
        ChatDetails.find(database, some);
    }

    /// As many chats as slow plans need to show.
    private static String crowd() {
        return """
                with made as (
                    select i, gen_random_uuid() as id, gen_random_uuid() as mid, 'crowd-' || (i %% 3000) as owner,
                           timestamptz '2025-01-01' + i * interval '7 seconds' as at, i %% 10 < 6 as closed,
                           case when i %% 2 = 0 then 'agent-' || (i %% 40) end as agent
                    from generate_series(1, %d) as i
                ), opened as (
                    insert into conversation (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, subject,
                                              support_type, status, priority, ticket_created_at, ticket_updated_at, revision,
                                              seq, last_at, visible_count, newest_id, newest_seq, newest_preview,
                                              newest_is_from_user, newest_at, chat_version, decided_at, assigned_to, closed_at)
                    select id, case when i %% 4 = 1 then 'SMI-2025-' || lpad(i::text, 6, '0') else id::text end,
                           case when i %% 4 = 1 then 1 else 0 end, owner, owner || '@crowd.ng', '', 'OTHER', 'closed', 'low', at,
                           at, 1, 1, at, 1, mid, 1, 'text', i %% 3 = 0, at, 1, at, agent, case when closed then at end
                    from made
                    returning 1
                ), written as (
                    insert into message (ticket_id, seq, id, message, is_from_user, created_at)
                    select id, 1, mid, 'text', true, at from made
                ), origin as (
                    insert into chat_origin (conversation_id, device_metadata, contacts)
                    select id, '{}', owner || '@crowd.ng' || E'\\x01' from made
                ), searched as (
                    insert into chat_text select id, 1, 'help with crowd' || i || ' of my account' from made
                )
                insert into chat (conversation_id, status, assigned_to, owner_user_id, owner_email, has_ticket, created_at,
                                  last_message_at, updated_at)
                select id, case when closed then 'closed' when i %% 3 = 0 then 'active' else 'waiting_user' end, agent, owner,
                       owner || '@crowd.ng', i %% 4 = 1, at, at, at
                from made
                """.formatted(MANY);
    }

    private static long scans(Database database) {
        database.query(SCANS, Map.of(), row -> row.number("scans"));
        return database.query(SCANS, Map.of(), row -> row.number("scans")).getFirst();
    }

    private ChatLists.Page page(ChatFilter filter, By by, boolean descending, int limit, long offset) {
        return ChatLists.page(
                database, filter, new ChatOrder(by, descending), limit, offset, ChatFigures.read(database));
    }

    private static List<ChatFilter> filters() {
        Set<ConversationStatus> open = Set.of(ConversationStatus.ACTIVE, ConversationStatus.WAITING_USER);
        Instant from = AT.plusSeconds(600);
        Instant before = AT.plusSeconds(2_400);
        return List.of(
                filter(Set.of(), Set.of(), Set.of(), null, null, null),
                filter(Set.of(ConversationStatus.CLOSED), Set.of(), Set.of(), null, null, null),
                filter(open, Set.of(), Set.of(), null, null, null),
                filter(open, Set.of(ChatFilter.UNASSIGNED), Set.of(), null, null, null),
                filter(Set.of(), Set.of(ADA), Set.of(), null, null, null),
                filter(open, Set.of(ADA, BEN, ChatFilter.UNASSIGNED), Set.of(), null, null, null),
                filter(Set.of(), Set.of(), Set.of("u-1", "u-2"), null, null, null),
                filter(open, Set.of(), Set.of("u-3"), false, null, null),
                filter(Set.of(), Set.of(), Set.of(), true, null, null),
                filter(Set.of(), Set.of(), Set.of(), false, null, null),
                filter(Set.of(ConversationStatus.ACTIVE), Set.of(), Set.of(), true, null, null),
                filter(Set.of(), Set.of(), Set.of(), null, from, null),
                filter(Set.of(), Set.of(), Set.of(), null, from, before),
                filter(open, Set.of(ADA), Set.of(), null, from, before),
                filter(Set.of(), Set.of("nobody-such"), Set.of(), null, null, null));
    }

    private static ChatFilter filter(
            Set<ConversationStatus> statuses,
            Set<String> assignees,
            Set<String> users,
            @Nullable Boolean hasTicket,
            @Nullable Instant from,
            @Nullable Instant before) {
        return new ChatFilter(null, statuses, assignees, users, hasTicket, from, before);
    }

    private static Predicate<ChatView> matching(ChatFilter filter) {
        return chat -> (filter.statuses().isEmpty() || filter.statuses().contains(chat.status()))
                && (filter.assignees().isEmpty()
                        || filter.assignees().contains(chat.assignedTo() == null ? "" : chat.assignedTo()))
                && (filter.userIds().isEmpty()
                        || (chat.userId() != null && filter.userIds().contains(chat.userId())))
                && (filter.hasTicket() == null || filter.hasTicket() == (chat.ticket() != null))
                && (filter.from() == null || !chat.createdAt().isBefore(filter.from()))
                && (filter.before() == null || chat.createdAt().isBefore(filter.before()));
    }

    /// PostgreSQL compares ids byte by byte, as their texts compare.
    private static Comparator<ChatView> order(By by, boolean descending) {
        Comparator<ChatView> order = switch (by) {
            case LAST_MESSAGE_AT -> Comparator.comparing(ChatView::lastMessageAt);
            case CREATED_AT -> Comparator.comparing(ChatView::createdAt);
            case UPDATED_AT -> Comparator.comparing(ChatView::updatedAt);
            case STATUS ->
                Comparator.comparing((ChatView chat) -> chat.status().wire()).thenComparing(ChatView::lastMessageAt);
        };
        order = order.thenComparing(chat -> chat.id().toString());
        return descending ? order.reversed() : order;
    }
}
