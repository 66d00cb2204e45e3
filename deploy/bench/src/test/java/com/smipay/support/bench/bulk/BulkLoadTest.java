package com.smipay.support.bench.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BulkLoadTest {
    private static final BulkFacts FACTS = new BulkFacts(1_000, Instant.parse("2026-01-01T02:00:00Z"));
    private static final Map<String, TestDatabase> DATABASES = Map.of(
            "ticket", migrated("ticket-service"),
            "messaging", migrated("messaging-service"),
            "rating", migrated("rating-service"));

    private static final String TICKETS = "(select * from conversation where chat_version is null) as of_tickets";

    private static long ticketIndexes;
    private static long messageIndexes;

    @BeforeAll
    static void fill() throws Exception {
        ticketIndexes = indexes("ticket", "ticket");
        messageIndexes = indexes("messaging", "message");
        BulkLoad.fill(BulkLoadTest::open, FACTS);
    }

    @Test
    void thereAreAsManyAsWereAskedFor() {
        assertThat(number("ticket", "select count(*) from ticket")).isEqualTo(1_000);
        assertThat(number("ticket", "select count(*) from ticket_origin")).isEqualTo(1_000);
        assertThat(number("messaging", "select count(*) from " + TICKETS)).isEqualTo(1_000);
        assertThat(number("messaging", "select count(*) from message join " + TICKETS + " using (ticket_id)"))
                .isEqualTo(62 * 20 + 938 * 4);
        assertThat(number("messaging", "select count(*) from chat")).isEqualTo(1_000);
        assertThat(number("messaging", "select count(*) from chat_text")).isEqualTo(960 * 5 + 40 * 4);
        assertThat(number("rating", "select count(*) from ticket_copy")).isEqualTo(1_000);
    }

    @Test
    void copiesSayWhatTheirOriginalsSay() {
        assertThat(digest("ticket", "id, ticket_number, version, owner_user_id, email, status", "ticket"))
                .isEqualTo(digest(
                        "messaging",
                        "ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, status",
                        TICKETS))
                .isEqualTo(digest(
                        "rating", "id, ticket_number, version, owner_user_id, owner_email, status", "ticket_copy"));
        assertThat(digest(
                        "ticket",
                        "id, conversation_revision, last_seq, message_count, newest_seq, newest_preview, newest_at, read_seq",
                        "ticket"))
                .isEqualTo(digest(
                        "messaging",
                        "ticket_id, revision, seq, visible_count, newest_seq, newest_preview, newest_at, read_seq",
                        TICKETS));
        assertThat(digest("rating", "ticket_id, stars", "rating"))
                .isEqualTo(digest("messaging", "ticket_id, rating", "rating_copy"))
                .isEqualTo(digest(
                        "ticket",
                        "id, satisfaction_rating",
                        "(select * from ticket where satisfaction_rating is not null) as rated"));
    }

    @Test
    void conversationsEndWithTheirNewestMessage() {
        assertThat(number("messaging", """
                        select count(*) from conversation c join message m on m.id = c.newest_id
                        where m.ticket_id = c.ticket_id and m.seq = c.seq and left(m.message, 100) = c.newest_preview
                          and m.created_at = c.newest_at and m.is_from_user = c.newest_is_from_user
                          and c.seq = (select count(*) from message one where one.ticket_id = c.ticket_id)
                        """)).isEqualTo(2_000);
    }

    @Test
    void chatsSayWhatTheirConversationsSay() {
        assertThat(number("messaging", """
                        select count(*)
                        from conversation c
                        join chat using (owner_user_id, owner_email)
                        where chat.conversation_id = c.ticket_id and chat.assigned_to is not distinct from c.assigned_to
                          and chat.status = chat_state(c) ->> 'status' and chat.last_message_at = c.newest_at
                          and chat.updated_at = greatest(c.newest_at, c.decided_at)
                        """)).isEqualTo(1_000);
        assertThat(number("messaging", """
                        select count(*)
                        from (select status, coalesce(assigned_to, '') as agent, count(*) as chats from chat group by 1, 2) as told
                        full join chat_figure_total as kept on kept.status = told.status and kept.assigned_to = told.agent
                        where kept.chats is distinct from told.chats
                        """)).isZero();
    }

    @Test
    void whatIsSearchedInChatsSaysWhatTheMessagesSay() throws SQLException {
        try (Connection connection = open("messaging");
                ResultSet rows = connection.createStatement().executeQuery("""
                        select message, text from message
                        join chat_text on chat_text.conversation_id = message.ticket_id and chat_text.seq = message.seq
                        """)) {
            while (rows.next()) {
                assertThat(rows.getString("text")).isEqualTo(FoldedText.of(rows.getString("message")));
            }
        }
        assertThat(number("messaging", """
                        select count(*)
                        from (select distinct unnest(tsvector_to_array(text_words(text))) as word from chat_text) as told
                        full join chat_word as kept on kept.word = told.word
                        where kept.word is null or told.word is null
                        """)).isZero();
    }

    @Test
    void figuresSayWhatTheTicketsSay() {
        assertThat(number("ticket", """
                        select count(*) from (
                            select status, priority, support_type, assigned_to is null, count(*), count(first_response_at),
                                   sum(response_time_seconds), count(satisfaction_rating),
                                   coalesce(sum(satisfaction_rating), 0)
                            from ticket group by 1, 2, 3, 4
                            except
                            select status, priority, support_type, unassigned, tickets, responses, response_seconds, rated,
                                   rating_sum
                            from analytics_now) as difference
                        """)).isZero();
        assertThat(number("ticket", "select sum(tickets) from opened_now")).isEqualTo(1_000);
        assertThat(number("ticket", """
                        select count(*) from ticket t
                        where t.version = (select count(*) from ticket_history h where h.ticket_id = t.id)
                        """)).isEqualTo(1_000);
    }

    @Test
    void asManyMatchWhateverTheNumber() {
        assertThat(number("ticket", "select count(*) from ticket where status = 'escalated'"))
                .isEqualTo(BulkFacts.RARE);
        assertThat(number("ticket", "select count(*) from ticket where status = 'escalated' and priority = 'urgent'"))
                .isEqualTo(BulkFacts.RARE / 2);
        assertThat(number("ticket", "select count(*) from ticket_origin where search_text like '%marmalade%'"))
                .isEqualTo(BulkFacts.WITH_WORD);
        assertThat(number("ticket", "select count(*) from ticket_origin where search_text like '%user17@%'"))
                .isEqualTo(BulkFacts.OF_A_USER);
        assertThat(number("messaging", "select count(*) from chat where status = 'waiting_user'"))
                .isEqualTo(BulkFacts.RARE);
        assertThat(number("messaging", "select count(*) from chat_text where text like '%marmalade%'"))
                .isEqualTo(BulkFacts.WITH_WORD);
    }

    @Test
    void whatIsSearchedThroughSaysWhatTheTicketsSay() {
        assertThat(number("ticket", "select count(*) from contact")).isEqualTo(100);
        assertThat(number("ticket", "select count(*) from common_trigram where trigram = 'tra' and share > 0.1"))
                .isEqualTo(1);
        assertThat(number("ticket", """
                        select count(*) from ticket t join ticket_phone p on p.ticket_id = t.id and p.phone = t.phone_number
                        join contact e on e.value = t.email join contact c on c.value = t.phone_number
                        """)).isEqualTo(1_000);
    }

    @Test
    void numbersGoOnInBothYears() {
        assertThat(number("ticket", "select last_value from ticket_number_2026"))
                .isEqualTo(1_000);
        assertThat(number("ticket", "select last_value from ticket_number_2025"))
                .isBetween(1L, 999L);
    }

    @Test
    void everyIndexIsBackAndWhatIsFullIsRefused() {
        assertThat(indexes("ticket", "ticket")).isEqualTo(ticketIndexes).isGreaterThan(10);
        assertThat(indexes("messaging", "message")).isEqualTo(messageIndexes);
        assertThatThrownBy(() -> BulkLoad.fill(BulkLoadTest::open, FACTS)).hasStackTraceContaining("already");
        assertThat(number("ticket", "select count(*) from ticket")).isEqualTo(1_000);
    }

    private static long indexes(String database, String table) {
        return number(database, "select count(*) from pg_indexes where tablename = '" + table + "'");
    }

    private static long digest(String database, String columns, String from) {
        return number(database, "select sum(hashtext(cast(row(" + columns + ") as text))) from " + from);
    }

    private static long number(String database, String sql) {
        return database(database).number(sql);
    }

    private static TestDatabase database(String name) {
        return Objects.requireNonNull(DATABASES.get(name));
    }

    private static Connection open(String name) throws SQLException {
        TestDatabase database = database(name);
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    private static TestDatabase migrated(String service) {
        TestDatabase database = TestPostgres.freshDatabase();
        Path root = Checkout.find().root();
        Stream.of(
                        root.resolve(
                                Path.of("common-contracts", "service-kit", "src", "main", "resources", "db", "kit")),
                        root.resolve(Path.of(service, "src", "main", "resources", "db", "migration")))
                .flatMap(directory -> scripts(directory).stream())
                .forEach(database::execute);
        return database;
    }

    /// `V10` comes behind `V9`, as the services apply them.
    private static BigDecimal version(Path script) {
        String name = String.valueOf(script.getFileName());
        return new BigDecimal(name.substring(1, name.indexOf("__")).replace('_', '.'));
    }

    private static List<String> scripts(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> scripts = new ArrayList<>();
            for (Path file :
                    files.sorted(Comparator.comparing(BulkLoadTest::version)).toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
