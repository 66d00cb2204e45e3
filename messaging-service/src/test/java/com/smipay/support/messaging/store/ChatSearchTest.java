package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.TokenPerson;
import com.smipay.support.messaging.ChatSeed;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.store.ChatOrder.By;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a search of the agents' list finds (`live-chat-api.md`, Admin side; `decisions.md` 50).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatSearchTest {
    private static final Instant AT = Instant.parse("2026-02-24T10:30:00Z");
    private static final String LONG = "x".repeat(40) + "needleinside" + "y".repeat(60);

    /// Rows that the indexes may be asked for.
    private static final long MANY = 10_000;

    private static final long NONE = -1;

    @AutoClose
    private final Database database = MessagingDatabase.open(MessagingDatabase.fresh());

    private final ChatSeed chats = new ChatSeed(database);

    @BeforeAll
    void seed() {
        chats.open("u-1", "john@example.com", AT, "Where is my Überweisung of 5,000 to Tunde's account?");
        chats.open(null, "guest.person@mail.ng", "+2348031234567", AT.plusSeconds(1), "It can't be 100% gone_now");
        chats.open("u-2", "", AT.plusSeconds(2), "the reference is " + LONG);
        UUID noted = chats.open("u-3", "third@example.com", AT.plusSeconds(3), "hello there");
        chats.note(noted, AT.plusSeconds(4), "secretword of agents");
        TokenPeople.remember(
                database, List.of(new TokenPerson("u-3", "Tókname", "Ofatoken", "third@example.com", null, false)));
        RecordPosition source = new RecordPosition(0, 1);
        person(
                new Person(
                        "u-1",
                        "now@other.ng",
                        "Ada",
                        "Nwosu",
                        "+2348050000001",
                        "adan",
                        null,
                        "user",
                        null,
                        null,
                        null,
                        null),
                source);
        person(
                new Person(
                        "u-2", "two@other.ng", "Chidi Ben", "Okafor", null, null, null, "user", null, null, null, null),
                source);
    }

    private void person(Person person, RecordPosition source) {
        database.transaction(
                transaction -> People.take(transaction, new IdentityRecord<>(person.id(), person), source));
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Überweisung            | 1",
                "UBERWEIS               | 1",
                "weisung                | 1",
                "weisung of             | 1",
                "isung of 5,000 to tun  | 1",
                "of 5,000               | 1",
                "of 5,000 to            | 1",
                "tunde’s acc            | 1",
                "my uberweisung         | 1",
                "uber my                | 0",
                "weisun of              | 0",
                "100%                   | 2",
                "100_                   | 0",
                "gone_now               | 2",
                "goneXnow               | 0",
                "can't be               | 2",
                "needleinside           | 3",
                "edleinsidey            | 3",
                "secretword             | 0",
                "hello there            | 4",
                "person@mail            | 2",
                "GUEST.P                | 2",
                "gu                     | 2",
                "ue                     | 0",
                "0803 123 4567          | 2",
                "08031                  | 2",
                "1234567                | 2",
                "john@example.com       | 1",
                "now@other              | 1",
                "ada nwosu              | 1",
                "nwosu ada              | 1",
                "adan                   | 1",
                "@adan                  | 1",
                "@a                     | 1",
                "chidi okafor           | 3",
                "tokname                | 4",
                "ofatoken tok           | 4",
                "08050000001            | 1",
                "nothing such           | 0",
            })
    void aTermFindsWhatHasItInside(String term, int which) {
        assertFinds(term, which);

        ChatWords.learn(database);

        assertFinds(term, which);
    }

    private void assertFinds(String term, int which) {
        Set<Instant> expected = which == 0 ? Set.of() : Set.of(AT.plusSeconds(which - 1L));
        assertThat(found(term)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "e 1", "\\", "'", "':*", "100\\", "a'b", "& | !", "<->"})
    void whatHasAMeaningInAQueryStandsForItself(String term) {
        ChatSearch.of(term).filter(ChatSearch::isAnswerable).ifPresent(search -> found(term));
    }

    @Test
    void whoIsForgottenIsNotFound() {
        Person gone =
                new Person("u-3", "gone@other.ng", "Zainab", "Bello", null, null, null, "user", null, null, null, null);
        person(gone, new RecordPosition(0, 5));
        assertThat(found("zainab")).hasSize(1);

        database.transaction(
                transaction -> People.take(transaction, new IdentityRecord<>("u-3", null), new RecordPosition(0, 6)));

        assertThat(found("zainab")).isEmpty();
    }

    @Test
    void everyWordIsLearntOnce() {
        ChatWords.learn(database);
        UUID id = chats.open("u-9", "", AT.plusSeconds(60), "onceonly onceonly word");

        ChatWords.learn(database);

        assertThat(count("select count(*) as n from chat_text_to_learn")).isZero();
        assertThat(count("select count(*) as n from chat_word where word = 'onceonly'"))
                .isOne();
        database.update("delete from chat_text where conversation_id = cast(:id as uuid)", Map.of("id", id));
        database.update("delete from chat where conversation_id = cast(:id as uuid)", Map.of("id", id));
    }

    @Test
    void aTextThatTheVersionBeforeLeftOutIsWrittenAndFound() {
        Instant now = Instant.now();
        UUID id = chats.open("u-8", "", now, "first words");
        chats.ticket(id, now, "SMI-2026-000008");
        chats.reply(id, now.plusMillis(5), "Lefttout by another");
        assertThat(found("lefttout")).isEmpty();

        ChatWords.writeMissing(database);
        assertThat(found("lefttout")).hasSize(1);
        ChatWords.learn(database);

        assertThat(found("fttou")).hasSize(1);
    }

    private long count(String sql) {
        return database.queryOne(sql, Map.of(), row -> row.number("n")).orElseThrow();
    }

    /// By the time at which they began: the same by the indexes and by a look at each chat.
    private Set<Instant> found(String term) {
        Set<Instant> byIndex = found(term, MANY);
        assertThat(found(term, NONE)).as("one after the other").isEqualTo(byIndex);
        return byIndex;
    }

    private Set<Instant> found(String term, long fewRows) {
        ChatSearch search = ChatSearch.of(term).orElseThrow();
        ChatFilter filter = new ChatFilter(search, Set.of(), Set.of(), Set.of(), null, null, null);
        ChatLists.Page page = ChatsFound.page(
                database, filter, new ChatOrder(By.CREATED_AT, false), 20, 0, ChatFigures.read(database), fewRows);
        assertThat(page.total()).isEqualTo(page.chats().size());
        assertThat(page.isEstimate()).isFalse();
        return page.chats().stream().map(ChatView::createdAt).collect(Collectors.toSet());
    }
}
