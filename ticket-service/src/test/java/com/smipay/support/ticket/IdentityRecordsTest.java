package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.projection.IdentityRecords;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.Source;
import java.nio.charset.StandardCharsets;
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
    private final IdentityRecords records = new IdentityRecords(database, (topic, partition) -> end.get());

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
        People.remember(database, new Actor("u-1", "Token", null, null), "user");

        assertThat(People.find(database, "u-1")).isEmpty();

        records.person(record(3, "{\"id\":\"u-1\"}"));
        People.remember(database, new Actor("u-1", "Token", null, null), "user");

        assertThat(name()).isEqualTo("Token");
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
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return new InboundRecord(Topics.IDENTITY_USERS, 0, offset, "u-1", Map.of(), value);
    }
}
