package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.store.TicketOrder.By;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What changes beside a search, and is folded a moment later: tickets of another version, contacts, people.
class FoldingTest {
    /// What the version before wrote is found at once as it was written, and in every form when it is folded.
    @Test
    void whatAnotherVersionWroteIsFoldedLater() {
        TestDatabase other = TicketDatabase.fresh();
        try (Database desk = TicketDatabase.open(other)) {
            Seed.open(desk, "Plain", "Words and no more", "a@x.ng", "+2348011112222");
            other.execute("""
                    update ticket set subject = 'Ọlá’s card';
                    update ticket_origin set related_transaction_id = 'TX-99';
                    create temporary table was as select * from ticket_origin;
                    delete from ticket_origin;
                    delete from ticket_phone;
                    insert into ticket_origin (ticket_id, first_message_id, description, related_transaction_id,
                                               number_key, email_key, search_text)
                    select ticket_id, first_message_id, description, related_transaction_id, number_key, email_key,
                           concat_ws(chr(1), 'ọlá’s card', 'a@x.ng', '+2348011112222', 'words and no more')
                    from was
                    """);
            assertThat(total(desk, "Ọlá’s card")).isEqualTo(1);
            assertThat(total(desk, "words and")).isEqualTo(1);
            assertThat(total(desk, "ola's")).isZero();

            Folding.tickets(desk);

            for (String search : List.of("Ọlá’s card", "ola's", "words and", "tx-99", "0801 111 2222")) {
                assertThat(total(desk, search)).as(search).isEqualTo(1);
            }
            assertThat(other.number("select count(*) from ticket_to_fold")).isZero();
        }
    }

    /// Whoever changes a ticket's contact has nothing to do with searches.
    @Test
    void aCorrectedContactIsFoundAtOnceAndTheOldOneNoMore() {
        TestDatabase other = TicketDatabase.fresh();
        try (Database desk = TicketDatabase.open(other)) {
            Seed.open(desk, "Plain", "Words and no more", "old@x.ng", "+2348011112222");

            other.execute("update ticket set email = 'new@y.ng', phone_number = '+2348033334444'");

            for (int i = 0; i < 2; i++) {
                assertThat(total(desk, "new@y")).isEqualTo(1);
                assertThat(total(desk, "0803 333 4444")).isEqualTo(1);
                assertThat(total(desk, "old@x.ng")).isZero();
                assertThat(total(desk, "08011112222")).isZero();
                assertThat(total(desk, "ne")).isEqualTo(1);
                Folding.tickets(desk);
            }
            assertThat(other.number("select count(*) from ticket_to_fold")).isZero();
        }
    }

    @Test
    void ticketsAreFoundByWhatIsKnownOfTheirPeopleNow() {
        TestDatabase other = TicketDatabase.fresh();
        try (Database desk = TicketDatabase.open(other)) {
            Seed.open(desk, "Hers", "a@x.ng", "u-1", SupportType.OTHER, Priority.LOW);
            Seed.open(desk, "His", "b@x.ng", "u-2", SupportType.OTHER, Priority.LOW);
            People.remember(desk, new Actor("u-1", "Adaobi Ngozi", "Ọkọ́nkwọ́", "now@example.com"), null, "user");
            Folding.people(desk);
            for (String search : List.of(
                    "Okonkwo",
                    "Adaobi Ngozi Okonkwo",
                    "okonkwo adaobi",
                    "Adaobi Okonkwo",
                    "now@example.com",
                    "w@exam")) {
                assertThat(total(desk, search)).as(search).isEqualTo(1);
            }
            assertThat(total(desk, "Okonkwo Bello")).isZero();

            People.take(
                    desk,
                    person("Ada", "@adaobi", "0806 555 7788", "new@example.com"),
                    AdminRoles.USUAL,
                    new RecordPosition(0, 1));
            Folding.people(desk);
            for (String search : List.of(
                    "@adaobi", "adaobi", "AdaObi", "new@example.com", "0806-555", "555 7788", "+234 806 555 7788")) {
                assertThat(total(desk, search)).as(search).isEqualTo(1);
            }
            assertThat(total(desk, "now@example.com")).isZero();

            People.forget(desk, "u-1", new RecordPosition(0, 2));
            Folding.people(desk);
            assertThat(total(desk, "okonkwo")).isZero();
            assertThat(total(desk, "@adaobi")).isZero();
            assertThat(other.number("select count(*) from person_search")
                            + other.number("select count(*) from person_to_fold"))
                    .isZero();
        }
    }

    /// After a migration everybody who is known may wait: no caller has to work them off.
    @Test
    void aPersonIsFoldedAloneHoweverManyWait() {
        TestDatabase other = TicketDatabase.fresh();
        try (Database desk = TicketDatabase.open(other)) {
            Seed.open(desk, "Hers", "a@x.ng", "u-1", SupportType.OTHER, Priority.LOW);
            People.remember(desk, new Actor("u-2", "Bola", null, null), null, "user");
            People.remember(desk, new Actor("u-1", "Adaobi", null, null), null, "user");
            People.remember(desk, new Actor("u-3", "Chidi", null, null), null, "user");

            Folding.person(desk, "u-1");
            Folding.person(desk, "nobody");

            assertThat(total(desk, "Adaobi")).isEqualTo(1);
            assertThat(other.number("select count(*) from person_to_fold")).isEqualTo(2);
        }
    }

    /// An entry that waits already when a change begins must not be worked off before the change can be seen.
    @Test
    void whatChangesWhileItIsFoldedIsFoldedAgain() {
        TestDatabase other = TicketDatabase.fresh();
        try (Database desk = TicketDatabase.open(other)) {
            Seed.open(desk, "Hers", "a@x.ng", "u-1", SupportType.OTHER, Priority.LOW);
            People.remember(desk, new Actor("u-1", "Before", null, null), null, "user");
            desk.transaction(transaction -> {
                boolean news = People.remember(transaction, new Actor("u-1", "Afterwards", null, null), null, "user");
                CompletableFuture.runAsync(() -> Folding.people(desk)).join();
                return news;
            });
            Folding.people(desk);

            assertThat(total(desk, "Afterwards")).isEqualTo(1);
            assertThat(total(desk, "Before")).isZero();
        }
    }

    private static Person person(String firstName, String tag, String phone, String email) {
        return new Person("u-1", email, firstName, "Okonkwo", phone, tag, null, "user", null, null, null, null);
    }

    private static long total(Database desk, String search) {
        return TicketLists.page(
                        desk,
                        Filters.searching(search),
                        new TicketOrder(By.CREATED_AT, true),
                        20,
                        0,
                        Analytics.read(desk, ZoneOffset.UTC))
                .total();
    }
}
