package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.IdentityRecords;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.Source;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `decisions.md` 30, 43: what records of the identity topics do, in whatever order they come.
class IdentityRecordsTest {
    private final Database database = TicketDatabase.open(TicketDatabase.fresh());
    private final AtomicLong end = new AtomicLong(100);
    private final IdentityRecords records = new IdentityRecords(
            database, (topic, partition) -> end.get(), new Departures(database, event -> {}), AdminRoles.USUAL);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anOlderRecordChangesNothing() {
        records.person(record(7, "{\"id\":\"u-1\",\"first_name\":\"Newer\"}"));
        records.person(record(6, "{\"id\":\"u-1\",\"first_name\":\"Older\"}"));
        records.person(record(5, null));

        assertThat(name()).isEqualTo("Newer");
        assertThat(People.source(database, "u-1")).contains(new Source.Applied("u-1", new Source(0, 7), false));
    }

    @Test
    void aTombstoneHoldsAgainstTokensUntilANewerRecord() {
        records.person(record(1, "{\"id\":\"u-1\",\"first_name\":\"Told\"}"));
        records.person(record(2, null));
        People.remember(database, new Actor("u-1", "Token", null, null), null, "user");

        assertThat(People.find(database, "u-1")).isEmpty();

        records.person(record(3, "{\"id\":\"u-1\"}"));
        People.remember(database, new Actor("u-1", "Token", null, null), null, "user");

        assertThat(name()).isEqualTo("Token");
    }

    @Test
    void aNameIsOneSourcesAsAWhole() {
        People.remember(database, new Actor("u-1", "Token", "Name", null), null, "admin");
        records.person(record(1, "{\"id\":\"u-1\",\"first_name\":\"Told\"}"));

        assertThat(People.find(database, "u-1")).contains(new Actor("u-1", "Told", null, null));
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Told");

        records.person(record(2, "{\"id\":\"u-1\"}"));
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Token Name");

        People.remember(database, new Actor("u-1", "Mononym", null, null), null, "admin");
        People.remember(database, new Actor("u-1", null, null, null), null, "admin");
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Mononym");
    }

    /// A broker that lost its data begins again at offset 0, and people stay reachable.
    @Test
    void aTopicThatWasMadeAnewIsBelieved() {
        records.person(record(7, "{\"id\":\"u-1\",\"first_name\":\"Before\"}"));
        end.set(1);

        records.person(record(0, "{\"id\":\"u-1\",\"first_name\":\"After\"}"));

        assertThat(name()).isEqualTo("After");
        assertThat(People.source(database, "u-1")).contains(new Source.Applied("u-1", new Source(0, 0), false));
    }

    /// `decisions.md` 49: what turns the text around it, and what can't be seen, is no part of a name.
    @Test
    void namesAreCleaned() {
        records.person(record(1, "{\"id\":\"u-1\",\"first_name\":\"\\u202EnimdA\\u0000\",\"last_name\":\"\\u200B\"}"));

        Actor person = People.find(database, "u-1").orElseThrow();
        assertThat(person.firstName()).isEqualTo("nimdA");
        assertThat(person.lastName()).isNull();
    }

    /// `decisions.md` 53: an id is the same in whatever case the key and the record write it, and the tombstone
    /// too.
    @Test
    void caseMakesNoOtherPerson() {
        String id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        String capitals = id.toUpperCase(Locale.ROOT);
        String json = "{\"id\":\"" + id + "\",\"first_name\":\"Ada\"}";

        records.person(record(capitals, 1, json));
        assertThat(People.find(database, id).orElseThrow().firstName()).isEqualTo("Ada");

        records.person(record(capitals, 2, null));
        assertThat(People.find(database, id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"id\":null}", "{\"id\":\"u-2\"}", "{\"id\":{}}"})
    void whatIsNoPersonIsRefused(String json) {
        assertThatThrownBy(() -> records.person(record(1, json))).isInstanceOf(UnprocessableRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"u-1\"}",
                "{\"session_id\":\"u-1\",\"email\":\"a@x.ng\"}",
                "{\"session_id\":\"u-1\",\"email\":\"a@x.ng\",\"expires_at\":\"soon\"}",
                "{\"session_id\":\"u-2\",\"email\":\"a@x.ng\",\"expires_at\":\"2026-02-24T10:30:00Z\"}",
            })
    void whatIsNoSessionIsRefused(String json) {
        assertThatThrownBy(() -> records.session(record(1, json))).isInstanceOf(UnprocessableRecordException.class);
    }

    private @Nullable String name() {
        return People.find(database, "u-1").orElseThrow().firstName();
    }

    private static InboundRecord record(long offset, @Nullable String json) {
        return record("u-1", offset, json);
    }

    private static InboundRecord record(String key, long offset, @Nullable String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return new InboundRecord(Topics.IDENTITY_USERS, 0, offset, key, Map.of(), value);
    }
}
