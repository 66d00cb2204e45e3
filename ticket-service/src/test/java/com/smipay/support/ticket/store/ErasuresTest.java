package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ErasureEndpoint.Progress;
import com.smipay.support.kit.privacy.RetentionSettings;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.privacy.ErasePerson;
import com.smipay.support.ticket.privacy.ExportPerson;
import com.smipay.support.ticket.privacy.ForgetOld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is forgotten of whom, in this service's tables (`privacy.md`).
class ErasuresTest {
    private static final String EMAIL = "john@x.ng";
    private static final DataSubject JOHN = new DataSubject("u-1", List.of(EMAIL));
    private static final Duration KEPT = Duration.ofDays(30);

    private final TestDatabase raw = TicketDatabase.fresh();

    @AutoClose
    private final Database database = TicketDatabase.open(raw);

    private final List<EventEnvelope> announced = new ArrayList<>();
    private final ErasePerson erasure = new ErasePerson(database, announced::add);

    @Test
    void aPersonsTicketsSayNoMoreOfThemAndOthersSayWhatTheySaid() {
        UUID account = open(EMAIL, "u-1");
        UUID guest = open(EMAIL, null);
        UUID others = open("ada@x.ng", "u-2");
        UUID claimedByAnother = open(EMAIL, "u-3");

        assertThat(erasure.step(JOHN).erased()).containsExactlyInAnyOrder(account, guest);
        assertThat(erasure.step(JOHN)).isEqualTo(new Progress(List.of(), true));

        assertThat(texts()).containsExactly("My money", "My money", "[erased]", "[erased]");
        assertThat(announced).extracting(EventEnvelope::type).containsExactly("ticket.erased", "ticket.erased");
        assertThat(raw.number("select count(*) from outbox where type = 'ticket.erased'"))
                .isEqualTo(2);
        assertThat(ids("owner_user_id like 'erased:%' and status = 'closed' and email = ''"))
                .containsExactlyInAnyOrder(account, guest);
        assertThat(ids("owner_user_id in ('u-2', 'u-3')")).containsExactlyInAnyOrder(others, claimedByAnother);
        assertThat(raw.number("select count(*) from ticket_history where change = 'erased'"))
                .isEqualTo(2);
        assertThat(raw.number("select sum(tickets) from analytics_now where status = 'pending'"))
                .isEqualTo(2);
    }

    /// A search by it still finds what is left.
    @Test
    void aContactIsForgottenWithTheLastTicketThatHasIt() {
        open(EMAIL, "u-1");
        open(EMAIL, "u-3");
        raw.execute("update ticket set phone_number = '+2348030000001'");
        erasure.step(new DataSubject("u-1", List.of()));
        Erasures.forgetContacts(database);
        assertThat(raw.number("select count(*) from ticket_phone")).isEqualTo(1);
        assertThat(raw.number("select count(*) from contact where value = '" + EMAIL + "'"))
                .isEqualTo(1);

        erasure.step(new DataSubject("u-3", List.of()));
        Erasures.forgetContacts(database);

        assertThat(raw.number("select count(*) from contact")).isZero();
        assertThat(raw.number("select count(*) from ticket_phone")).isZero();
    }

    @Test
    void aContactThatWasCorrectedFindsTheTicketNoMoreAndIsForgottenToo() {
        UUID id = open("jon@x.ng", "u-1");
        raw.execute("update ticket set phone_number = '+2348030000001'");
        Tickets.Held held = Tickets.find(database, new TicketReference.ById(id)).orElseThrow();
        Actor admin = new Actor("a-1", "Ada", "Obi", "ada@smipay.com");
        TicketChanges.save(database, held.ticket(), (Decision.Changed)
                held.ticket().changeContact(EMAIL, "+2348030000002", admin, held.now()));

        assertThat(raw.number("select count(*) from ticket_phone where phone = '+2348030000002'"))
                .isEqualTo(1);
        assertThat(raw.number("select count(*) from ticket_phone")).isEqualTo(1);
        erasure.step(JOHN);
        Erasures.forgetContacts(database);
        assertThat(raw.number("select count(*) from ticket_phone")).isZero();
        assertThat(raw.number("select count(*) from contact")).isZero();
        assertThat(raw.number("select count(*) from contact_to_forget")).isZero();
    }

    /// Whatever email they have: the account is gone, and whose they were stands in their history.
    @Test
    void whatAnAccountHadUntilItWasGoneIsFoundByItsId() {
        UUID released = open("other@x.ng", "u-1");
        UUID claimedSince = open("other@x.ng", "u-1");
        release(released);
        release(claimedSince);
        raw.execute("update ticket set owner_user_id = 'u-9' where id = '" + claimedSince + "'");

        DataSubject byId = new DataSubject("u-1", List.of());
        assertThat(new ExportPerson(database).page(byId, new UUID(0, 0)).items())
                .hasSize(1);
        assertThat(erasure.step(byId).erased()).containsExactly(released);
        assertThat(raw.number("select count(*) from ticket_history where 'u-1' in (was, became, by_id)"
                        + " and ticket_id = '" + released + "'"))
                .isZero();
    }

    @Test
    void anErasedTicketTakesNothingAnyMore() {
        UUID id = open(EMAIL, "u-1");
        erasure.step(JOHN);
        Tickets.Held held = Tickets.find(database, new TicketReference.ById(id)).orElseThrow();
        Actor admin = new Actor("a-1", "Ada", "Obi", "ada@smipay.com");

        assertThat(held.ticket().changeContact(EMAIL, null, admin, held.now())).isInstanceOf(Decision.Unchanged.class);
        assertThat(held.ticket().changeStatus(TicketStatus.PENDING, null, admin, held.now()))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(held.ticket().correctNotes(TicketStatus.CLOSED, "It was John", admin, held.now()))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void answersAboutWhatWasErasedAreForgottenAndNoOthers() {
        UUID id = open(EMAIL, "u-1");
        raw.execute("""
                insert into idempotency (caller, path, key, body_hash, status, body, created_at) values
                ('user:a-1', '/x', '1', 'h', 200, '{"id":"%1$s"}', now() - interval '90 minutes'),
                ('user:a-1', '/x', '2', 'h', 200, '{"id":"%2$s"}', now()),
                ('user:u-1', '/x', '3', 'h', 200, '{}', now())
                """.formatted(id, UUID.randomUUID()));
        erasure.step(JOHN);
        erasure.step(JOHN);

        new IdempotentExecutor(database).forgetNamed();

        assertThat(database.query("select key from idempotency", Map.of(), row -> row.text("key")))
                .containsExactly("2");
        assertThat(raw.number("select count(*) from answer_to_forget")).isZero();
    }

    @Test
    void theAccountAndItsRegistrationsAreForgottenLast() {
        raw.execute("""
                insert into person (id, token_email) values ('u-1', 'john@x.ng');
                insert into registration_session (id, source_partition, source_offset, deleted, email, expires_at)
                values ('s-1', 0, 1, false, E'\\ufeff John@x.ng\\u00a0', now()), ('s-2', 0, 2, false, 'ada@x.ng', now());
                """);
        UUID guest = open(EMAIL, null);
        DataSubject byAccount = new DataSubject("u-1", List.of());

        assertThat(new ExportPerson(database).page(byAccount, new UUID(0, 0)).items())
                .extracting(item -> item.path("kind").asText())
                .containsExactly("account", "registration_session", "ticket");
        assertThat(erasure.step(byAccount).erased())
                .as("the account's address owns what was written without a token")
                .containsExactly(guest);
        assertThat(raw.number("select count(*) from person")).isEqualTo(1);
        assertThat(erasure.step(byAccount).done()).isTrue();

        assertThat(raw.number("select count(*) from person")).isZero();
        assertThat(raw.number("select count(*) from registration_session")).isEqualTo(1);
        assertThat(new ExportPerson(database).page(JOHN, new UUID(0, 0)).items())
                .isEmpty();
    }

    /// Whoever folds has their texts in hand already.
    @Test
    @Timeout(30)
    void aPersonWhoIsFoldedWhileTheyAreForgottenIsNotFoundAfterwards() throws Exception {
        raw.execute("insert into person (id, token_email) values ('u-1', 'john@x.ng')");
        CompletableFuture<Progress> forgotten;
        try (TestDatabase.Held folding = raw.hold("""
                select from person_to_fold where person_id = 'u-1' for update;
                insert into person_search (person_id, text) values ('u-1', 'john@x.ng')
                """)) {
            forgotten = CompletableFuture.supplyAsync(() -> erasure.step(JOHN));
            Awaitility.await().until(() -> raw.number("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """) > 0);
            folding.connection().commit();
        }

        assertThat(forgotten.join().done()).isTrue();
        assertThat(raw.number("select count(*) from person_search")).isZero();
        assertThat(raw.number("select count(*) from person_to_fold")).isZero();
    }

    @Test
    void whatIsSettledForLongIsErasedAndNothingElse() {
        UUID old = open(EMAIL, "u-1");
        UUID young = open(EMAIL, "u-1");
        open(EMAIL, "u-1");
        settle(old, "31 days");
        settle(young, "29 days");

        forgetOld(new RetentionSettings(null, null, null));
        assertThat(ids("owner_user_id like 'erased:%'")).isEmpty();
        forgetOld(new RetentionSettings(KEPT, null, null));

        assertThat(ids("owner_user_id like 'erased:%'")).containsExactly(old);
    }

    /// By the time in their ids.
    @Test
    void whereATicketCameFromIsForgottenWhenItIsOld() {
        open(EMAIL, "u-1");
        raw.execute("""
                set session_replication_role = replica;
                insert into ticket_origin (ticket_id, first_message_id, description, ip_address, number_key, email_key, search_text)
                values ('01800000-0000-7000-8000-000000000000', gen_random_uuid(), '', '192.0.2.7', '', '', '');
                """);

        forgetOld(new RetentionSettings(null, KEPT, null));
        forgetOld(new RetentionSettings(null, KEPT, null));

        assertThat(raw.number("select count(*) from ticket_origin where ip_address is null"))
                .isEqualTo(1);
        assertThat(raw.number("select count(*) from ticket_origin where ip_address is not null"))
                .isEqualTo(1);
        assertThat(raw.number("select count(*) from retention_walk where what = 'origins'"))
                .isEqualTo(1);
    }

    private UUID open(String email, @Nullable String userId) {
        Ticket ticket = Seed.open(database, "My money", email, userId, SupportType.OTHER, Priority.LOW);
        return ticket.submission().id();
    }

    private void release(UUID id) {
        Tickets.Held held = Tickets.find(database, new TicketReference.ById(id)).orElseThrow();
        TicketChanges.save(
                database, held.ticket(), (Decision.Changed) held.ticket().release("u-1", held.now()));
    }

    private void settle(UUID ticket, String ago) {
        raw.execute("update ticket set status = 'resolved', updated_at = now() - interval '%s' where id = '%s'"
                .formatted(ago, ticket));
    }

    private void forgetOld(RetentionSettings settings) {
        new ForgetOld(database, settings, erasure).step();
    }

    private List<String> texts() {
        return database.query("select subject from ticket order by subject", Map.of(), row -> row.text("subject"));
    }

    private List<UUID> ids(String where) {
        return database.query("select id from ticket where " + where, Map.of(), row -> row.uuid("id"));
    }
}
