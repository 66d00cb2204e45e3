package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingEntriesTest {
    private final TestDatabase raw = TicketDatabase.fresh();
    private final Database database = TicketDatabase.open(raw);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasOpenedIsFoldedInOnce() {
        open();

        assertThat(PendingEntries.fold(database)).isPositive();
        assertThat(PendingEntries.fold(database)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"marmalade", "0000", "jam@shop", "8012345"})
    void aSearchFindsTheSameBeforeAndAfter(String search) {
        open();
        List<String> before = found(search);

        PendingEntries.fold(database);

        assertThat(before).hasSize(1);
        assertThat(found(search)).isEqualTo(before);
    }

    private void open() {
        Seed.open(database, "A jar of marmalade", "It was charged twice", "jam@shop.ng", "+2348012345678");
    }

    private List<String> found(String search) {
        TicketFilter filter = Filters.of(search, null, null, null, null, null, null, null);
        return TicketLists.page(
                        database,
                        filter,
                        new TicketOrder(By.CREATED_AT, true),
                        20,
                        0,
                        Analytics.read(database, ZoneOffset.UTC))
                .tickets()
                .stream()
                .map(TicketView::ticketNumber)
                .toList();
    }
}
