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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A chat is found by what its row shows of the person: what the topic says, with its gaps filled by tokens
/// (`decisions.md` 43, 50).
class PersonSearchTest {
    private static final TokenPerson TOKEN = token("Tunde", "Bello", "token@x.ng");
    private static final Person NAMELESS = told(null, null, "+2348031234567");

    @AutoClose
    private final Database database = MessagingDatabase.open(MessagingDatabase.fresh());

    private long offset;

    @BeforeEach
    void open() {
        new ChatSeed(database).open("u-1", "", Instant.parse("2026-02-24T10:30:00Z"), "hello there");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEitherTellsFindsWhicheverCameFirst(boolean topicFirst) {
        if (topicFirst) {
            take(NAMELESS);
            remember(TOKEN);
        } else {
            remember(TOKEN);
            take(NAMELESS);
        }

        assertThat(List.of("bello", "Tunde Bello", "topic@x.ng", "0803 123 4567"))
                .allSatisfy(term -> assertThat(found(term)).as(term).isOne());
        assertThat(found("token@x.ng")).as("an address that no row shows").isZero();
    }

    @Test
    void theTopicsNameIsTheOnlyOne() {
        remember(TOKEN);
        take(told("Ada", null, null));
        remember(TOKEN);

        assertThat(found("ada")).isOne();
        assertThat(found("bello")).isZero();
    }

    @Test
    void aTokenThatTellsLessLeavesWhatIsKnown() {
        remember(TOKEN);
        remember(token(null, null, "other@x.ng"));

        assertThat(found("bello")).isOne();
        assertThat(found("other@x.ng")).isOne();
        assertThat(found("token@x.ng")).isZero();
    }

    @Test
    void whatTheVersionBeforeLeftOutIsFoundOnceTheyComeBy() {
        remember(TOKEN);
        take(NAMELESS);
        database.update("update person_search set text = 'topic@x.ng' where person_id = :id", Map.of("id", "u-1"));

        remember(TOKEN);

        assertThat(found("bello")).isOne();
    }

    @Test
    void whoIsGoneIsFoundByNothingThatATokenSays() {
        take(NAMELESS);
        remember(TOKEN);
        take(null);
        remember(TOKEN);

        assertThat(found("bello")).isZero();
        assertThat(found("topic@x.ng")).isZero();
    }

    private static TokenPerson token(@Nullable String first, @Nullable String last, String email) {
        return new TokenPerson("u-1", first, last, email, null, false);
    }

    private static Person told(@Nullable String first, @Nullable String last, @Nullable String phone) {
        return new Person("u-1", "topic@x.ng", first, last, phone, null, null, "user", null, null, null, null);
    }

    private void remember(TokenPerson token) {
        TokenPeople.remember(database, List.of(token));
    }

    private void take(@Nullable Person person) {
        RecordPosition position = new RecordPosition(0, ++offset);
        database.transaction(transaction -> People.take(transaction, new IdentityRecord<>("u-1", person), position));
    }

    private long found(String term) {
        ChatSearch search = ChatSearch.of(term).orElseThrow();
        ChatFilter filter = new ChatFilter(search, Set.of(), Set.of(), Set.of(), null, null, null);
        return ChatsFound.page(
                        database,
                        filter,
                        new ChatOrder(By.CREATED_AT, false),
                        20,
                        0,
                        ChatFigures.read(database),
                        10_000)
                .total();
    }
}
