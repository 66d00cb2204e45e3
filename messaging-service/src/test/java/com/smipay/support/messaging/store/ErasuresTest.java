package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.RetentionWalk;
import com.smipay.support.messaging.ChatSeed;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.privacy.ErasePerson;
import com.smipay.support.messaging.privacy.ExportPerson;
import com.smipay.support.messaging.replica.TicketProjector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is forgotten of a conversation whose owner was erased, and what is told of one (`privacy.md`); people are in
/// the acceptance test.
class ErasuresTest {
    @AutoClose
    private final StoreFixture store = new StoreFixture();

    private final TicketProjector projector = new TicketProjector(store.database);

    @Test
    void whatWasSaidInAnErasedTicketIsForgottenOnceAndToldAnew() {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);
        store.post(ticket.id(), StoreFixture.reply("Hello John"));
        store.post(ticket.id(), StoreFixture.note("He sounds angry"));
        TicketState erased = erased(ticket, ticket.version() + 1);

        List<EventEnvelope> told = projector.apply(event(erased));

        assertThat(told).extracting(EventEnvelope::type).containsExactly("conversation.restated");
        assertThat(told.getFirst().data()).contains("[erased]").doesNotContain("John", "angry");
        assertThat(texts()).containsOnly(Owner.ERASED_TEXT).hasSize(3);
        assertThat(senders()).as("what agents did stays, and that they did it").containsExactly("-", "a-1");
        assertThat(store.find(ticket.id()).owner().isErased()).isTrue();
        long revision = store.raw.number("select revision from conversation");

        projector.apply(event(erased));
        projector.apply(event(erased(ticket, ticket.version() + 2)));

        assertThat(store.raw.number("select revision from conversation")).isEqualTo(revision);
    }

    /// Of a copy that is built anew it is the first that is heard.
    @ParameterizedTest
    @ValueSource(strings = {"ticket.erased", "ticket.restated", "ticket.opened"})
    void anErasedTicketThatNobodyHasToldOfIsOneWithoutWords(String type) {
        TicketState ticket = erased(TicketStates.of("u-1"), 7);

        projector.apply(event(ticket, type));

        assertThat(texts()).containsExactly(Owner.ERASED_TEXT);
        assertThat(store.find(ticket.id()).owner().isErased()).isTrue();
    }

    /// Its dictionary keeps what others have said too.
    @Test
    void aChatIsForgottenWithTheWordsThatNobodyElseHasSaid() {
        UUID theirs = chat("u-1", "ngozi wrote it's wonderful");
        chat("u-2", "wonderful");
        ChatWords.learn(store.database);
        List<EventEnvelope> announced = new ArrayList<>();
        ErasePerson erasure = new ErasePerson(store.database, announced::add);
        DataSubject person = new DataSubject("u-1", List.of());

        assertThat(erasure.step(person).erased()).containsExactly(theirs);
        assertThat(erasure.step(person).done()).isTrue();
        Erasures.forgetDictionary(store.database);

        assertThat(announced).extracting(EventEnvelope::type).containsExactly("conversation.erased");
        assertThat(announced.getFirst().data()).contains("\"closed\"").doesNotContain("ngozi", "John");
        assertThat(store.database.query("select word from chat_word", Map.of(), row -> row.text("word")))
                .containsExactly("wonderful");
        assertThat(store.raw.number("select count(*) from chat_word_to_forget")).isZero();
        assertThat(store.raw.number("select count(*) from chat where status = 'closed' and owner_email = ''"))
                .isEqualTo(1);
        assertThat(store.raw.number("select count(*) from chat_origin where ip_address is not null"))
                .isEqualTo(1);
        assertThat(texts()).containsExactlyInAnyOrder(Owner.ERASED_TEXT, "wonderful");
    }

    @Test
    void whoHadAChatAndToWhomItWasHandedOverIsExportedWithIt() {
        UUID theirs = chat("u-1", "Hello");
        chat("u-2", "Hello");
        new ChatSeed(store.database).assign(theirs, "a-1", Instant.now());
        store.raw.execute("""
                insert into handover (id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason,
                                      status, created_at)
                values (gen_random_uuid(), '%s', 'a-1', 'Ada Obi', 'a-2', 'Bola Ade', 'Knows the bank', 'pending', now())
                """.formatted(theirs));

        List<JsonNode> items = new ExportPerson(store.database)
                .page(new DataSubject("u-1", List.of()), new UUID(0, 0))
                .items();

        assertThat(items).extracting(item -> item.path("id").asText()).containsExactly(theirs.toString());
        assertThat(items.getFirst().findValuesAsText("change")).containsExactly("opened", "assigned_to");
        assertThat(items.getFirst().findValuesAsText("reason")).containsExactly("Knows the bank");
    }

    @Test
    void oldNotesAreForgottenAndNothingElse() {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);
        store.post(ticket.id(), StoreFixture.note("old"));
        store.raw.execute("update internal_note set id = '01800000-0000-7000-8000-000000000000'");
        store.post(ticket.id(), StoreFixture.reply("new"));
        RetentionWalk walk = new RetentionWalk(Retention.FORGET_NOTES, Duration.ofDays(30));

        walk.step(store.database, Instant.now());
        walk.step(store.database, Instant.now());

        assertThat(texts()).contains(Owner.ERASED_TEXT, "new").hasSize(3);
    }

    private UUID chat(String user, String text) {
        return new ChatSeed(store.database).open(user, user + "@x.ng", Instant.now(), text);
    }

    private static TicketState erased(TicketState ticket, long version) {
        return new TicketState(
                ticket.id(),
                ticket.ticketNumber(),
                version,
                version,
                new Owner("erased:5f1e8a32-90c4-4d07-b1de-6a7c2f0e9b34", "", null),
                Owner.ERASED_TEXT,
                Owner.ERASED_TEXT,
                ticket.supportType(),
                TicketStatus.CLOSED,
                ticket.priority(),
                null,
                null,
                null,
                null,
                null,
                null,
                ticket.createdAt(),
                ticket.updatedAt(),
                version,
                ticket.updatedAt());
    }

    private static EventEnvelope event(TicketState ticket, String type) {
        MessageState opening = TicketStates.opening(ticket);
        TicketEvent event = switch (type) {
            case "ticket.opened" -> new TicketEvent.Opened(ticket, opening);
            case "ticket.restated" -> new TicketEvent.Restated(ticket, opening);
            default -> new TicketEvent.Erased(ticket, opening);
        };
        return TicketStates.envelope(event, ticket.updatedAt());
    }

    private static EventEnvelope event(TicketState ticket) {
        return event(ticket, "ticket.erased");
    }

    private List<String> texts() {
        return store.database.query(
                "select message from message union all select message from internal_note",
                Map.of(),
                row -> row.text("message"));
    }

    private List<String> senders() {
        return store.database.query(
                "select coalesce(sender_id, '-') as sender from message order by seq",
                Map.of(),
                row -> row.text("sender"));
    }
}
