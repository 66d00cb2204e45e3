package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.messaging.MessagingDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleOrderTest {
    private static final Instant TIME = Instant.parse("2026-11-30T10:00:00Z");
    private static final Person ADA =
            new Person("u-1", null, "Ada", null, null, null, null, null, null, null, null, null);

    private final Database database = MessagingDatabase.open(MessagingDatabase.fresh());

    @AfterEach
    void close() {
        database.close();
    }

    /// Partitions were added, so the key has moved to another one; then the older ones are read once more.
    @Test
    void aTombstoneWinsOverOlderRecordsOfAnyPartition() {
        assertThat(take(ADA, new RecordPosition(0, 250, TIME))).isTrue();
        assertThat(take(null, new RecordPosition(3, 1, TIME.plusSeconds(2)))).isTrue();

        assertThat(take(ADA, new RecordPosition(0, 250, TIME))).isFalse();
        assertThat(take(ADA, new RecordPosition(7, 1, TIME.plusSeconds(1)))).isFalse();
        assertThat(take(ADA, new RecordPosition(7, 2, TIME.plusSeconds(3)))).isTrue();
    }

    private boolean take(@Nullable Person person, RecordPosition position) {
        return database.transaction(
                transaction -> People.take(transaction, new IdentityRecord<>("u-1", person), position));
    }
}
