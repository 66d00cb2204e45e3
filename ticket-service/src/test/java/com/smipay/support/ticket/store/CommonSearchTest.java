package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a great many tickets share is found by going along the list, counted where that is quick, and estimated where
/// it is not.
class CommonSearchTest {
    private static final TicketOrder NEWEST_FIRST = new TicketOrder(By.CREATED_AT, true);

    @Test
    void whatAGreatManyContactsShareFindsAllOfTheirTickets() {
        try (SearchFixture many = SearchFixture.ofMany(2_500)) {
            for (String search : List.of("@x.ng", "x.n", "p24", "p2400@x.ng", "@x.ngo")) {
                TicketLists.Page page = many.page(Filters.searching(search), NEWEST_FIRST, 20, 0);

                assertThat(page.total())
                        .as(search)
                        .isEqualTo(many.at.number(
                                "select count(*) from ticket_origin where email_key like '%" + search + "%'"));
                assertThat(page.isEstimate()).as(search).isEqualTo(page.total() > 2_000);
            }
        }
    }

    /// Every ticket has it, so each page is that of the list without a search.
    @Test
    void thePagesOfWhatAllTicketsShareAreThoseOfTheList() {
        try (SearchFixture many = SearchFixture.ofMany(2_500)) {
            for (boolean descending : List.of(true, false)) {
                TicketOrder order = new TicketOrder(By.CREATED_AT, descending);
                TicketLists.Page all =
                        many.page(Filters.of(null, null, null, null, null, null, null, null), order, 20, 40);

                TicketLists.Page found = many.page(Filters.searching("@x.ng"), order, 20, 40);

                assertThat(found.isEstimate()).isTrue();
                assertThat(found.tickets()).hasSize(20).isEqualTo(all.tickets());
            }
        }
    }

    /// More than are gathered, and none of them among those that are looked at first.
    @Test
    void whatManyOldTicketsShareIsFoundAndCounted() {
        try (SearchFixture many = SearchFixture.ofMany(1_000)) {
            many.at.execute("""
                    update ticket_origin set search_text = search_text || ' quokka'
                    where number_key <= 'smi-2020-000150'
                    """);
            many.at.execute("analyze");
            TicketLists.Page page = TicketsFound.page(
                    many.database,
                    Filters.searching("quokka"),
                    NEWEST_FIRST,
                    20,
                    40,
                    Analytics.read(many.database, ZoneOffset.UTC),
                    100,
                    List.of(100L, 200L));

            assertThat(page.tickets()).hasSize(20);
            assertThat(page.total()).isEqualTo(150);
            assertThat(page.isEstimate()).isFalse();
        }
    }
}
