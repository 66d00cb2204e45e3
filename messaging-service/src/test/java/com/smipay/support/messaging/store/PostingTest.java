package com.smipay.support.messaging.store;

import static com.smipay.support.messaging.store.StoreFixture.fromUser;
import static com.smipay.support.messaging.store.StoreFixture.note;
import static com.smipay.support.messaging.store.StoreFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Page;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostingTest {
    private static final String WORDS = " Ẹ káàárọ̀ 👋🏽 \"₦50,000\" \\ \u202Eשלום\u202C :name ?\r\n\t ";

    @AutoClose
    private final StoreFixture store = new StoreFixture();

    @Test
    void theEventTellsWhatIsStoredWordForWord() {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);
        Draft draft = fromUser(WORDS);

        MessageEvent.Posted posted = store.post(ticket.id(), draft);

        MessageState stored = messages(ticket.id()).get(1);
        assertThat(posted.message()).isEqualTo(stored);
        assertThat(stored.message()).isEqualTo(WORDS);
        assertThat(stored.id()).isEqualTo(draft.id());
        assertThat(stored.createdAt()).isEqualTo(stored.createdAt().truncatedTo(ChronoUnit.MILLIS));
        ConversationState state = posted.conversation();
        assertThat(state.ticketId()).isEqualTo(ticket.id());
        assertThat(state.ticketNumber()).isEqualTo(ticket.ticketNumber());
        assertThat(state.ticketVersion()).isEqualTo(1);
        assertThat(state.owner()).isEqualTo(ticket.owner());
        assertThat(posted.claimedBy()).isNull();
    }

    @Test
    void whatIsToldIsWhatStandsInTheOutbox() {
        TicketState ticket = TicketStates.of("u-1");
        Conversation seen = store.opened(ticket);

        WrittenMessage announced =
                Posting.write(store.database, seen, fromUser("hello there")).orElseThrow();

        String row = "from outbox where event_id = '" + announced.envelope().id() + "'";
        assertThat(store.raw.number("select count(*) " + row
                        + " and topic = 'support.messages.v1' and type = 'message.posted' and source = '/messaging-service'"
                        + " and subject = '" + ticket.id()
                        + "' and request_id is not null and traceparent is not null"))
                .isEqualTo(1);
        String data = store.database
                .queryOne(
                        "select data from outbox where event_id = cast(:id as uuid)",
                        java.util.Map.of("id", announced.envelope().id()),
                        r -> r.text("data"))
                .orElseThrow();
        assertThat(data).isEqualTo(announced.envelope().data());
        assertThat(announced.envelope().time()).isEqualTo(announced.message().createdAt());
    }

    @Test
    void eachMessageMovesTheConversationOn() {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);

        ConversationState first =
                store.post(ticket.id(), reply("r".repeat(99) + "👋👋")).conversation();
        ConversationState second =
                store.post(ticket.id(), reply("another reply")).conversation();
        ConversationState third =
                store.post(ticket.id(), fromUser("thank you all")).conversation();

        assertThat(List.of(first, second, third))
                .extracting(ConversationState::seq)
                .containsExactly(2L, 3L, 4L);
        assertThat(List.of(first, second, third))
                .extracting(ConversationState::revision)
                .containsExactly(2L, 3L, 4L);
        assertThat(List.of(first, second, third))
                .extracting(ConversationState::visibleCount)
                .containsExactly(2L, 3L, 4L);
        assertThat(newest(first).preview()).isEqualTo("r".repeat(99) + "👋");
        assertThat(newest(first).isFromUser()).isFalse();
        assertThat(first.firstReplyAt()).isEqualTo(newest(first).createdAt());
        assertThat(second.firstReplyAt()).isEqualTo(first.firstReplyAt());
        assertThat(second.lastReplyAt()).isEqualTo(newest(second).createdAt());
        assertThat(third.lastReplyAt()).isEqualTo(second.lastReplyAt());
        assertThat(newest(third).isFromUser()).isTrue();
        assertThat(newest(third).seq()).isEqualTo(4);
        Conversation now = store.find(ticket.id());
        assertThat(now.visibleCount()).isEqualTo(4);
        assertThat(now.lastReplyAt()).isEqualTo(second.lastReplyAt());
    }

    @Test
    void aNoteTakesAPlaceAndLeavesNoOtherTrace() {
        TicketState ticket = TicketStates.of("u-1");
        Conversation before = store.opened(ticket);

        MessageEvent.Posted posted = store.post(ticket.id(), note("for our eyes only"));

        assertThat(posted.message().isInternal()).isTrue();
        assertThat(posted.message().seq()).isEqualTo(2);
        ConversationState state = posted.conversation();
        assertThat(state.seq()).isEqualTo(2);
        assertThat(state.revision()).isEqualTo(2);
        assertThat(state.visibleCount()).isEqualTo(1);
        assertThat(newest(state).id()).isEqualTo(TicketStates.opening(ticket).id());
        assertThat(state.firstReplyAt()).isNull();
        assertThat(state.lastReplyAt()).isNull();
        assertThat(store.find(ticket.id()))
                .usingRecursiveComparison()
                .ignoringFields("seq")
                .isEqualTo(before);
        assertThat(messages(ticket.id())).hasSize(1);
        assertThat(Messages.place(store.database, ticket.id(), posted.message().id()))
                .isEmpty();
        assertThat(Messages.after(store.database, ticket.id(), 0, 10)).hasSize(1);
        assertThat(AdminMessages.after(store.database, ticket.id(), 0, 10))
                .last()
                .isEqualTo(posted.message());
    }

    @Test
    void aClaimBindsTheTicketInTheSameStatement() {
        TicketState ticket = TicketStates.guest(UUID.randomUUID(), "proof");
        store.opened(ticket);
        Actor actor = new Actor("u-7", "Jo", null, TicketStates.EMAIL);

        MessageEvent.Posted posted = store.post(ticket.id(), fromUser("now it is mine", actor));

        assertThat(posted.claimedBy()).isEqualTo(actor);
        assertThat(posted.conversation().owner().userId()).isEqualTo("u-7");
        Conversation now = store.find(ticket.id());
        assertThat(now.owner().userId()).isEqualTo("u-7");
        assertThat(now.guestProof()).isNull();
        assertThat(now.ticket().version()).isEqualTo(1);
    }

    @Test
    void nothingIsWrittenForATicketThatHasChangedSinceItWasSeen() {
        TicketState ticket = TicketStates.guest();
        Conversation seen = store.opened(ticket);
        TicketReplica.take(store.database, TicketStates.then(ticket, "closed"));

        assertThat(Posting.write(store.database, seen, fromUser("too late for this")))
                .isEmpty();
        assertThat(Posting.write(store.database, seen, note("too late for this")))
                .isEmpty();

        Conversation closed = store.find(ticket.id());
        TicketReplica.claim(store.database, ticket.id(), "u-9", 1);
        assertThat(Posting.write(store.database, closed, reply("too late for this")))
                .isEmpty();
        assertThat(messages(ticket.id())).hasSize(1);
        assertThat(store.raw.number("select count(*) from outbox where subject = '" + ticket.id() + "'"))
                .isZero();
    }

    @Test
    void whatHasChangedIsDecidedOnAgain() {
        TicketState ticket = TicketStates.guest();
        Conversation seen = store.opened(ticket);
        TicketReplica.take(store.database, TicketStates.then(ticket, "in_progress"));

        WrittenMessage announced = OptimisticDecision.decide(
                        seen,
                        now -> Posting.write(store.database, now, fromUser("hello again")),
                        () -> Optional.of(store.find(ticket.id())))
                .orElseThrow();

        assertThat(StoreFixture.posted(announced).conversation().ticketVersion())
                .isEqualTo(2);
    }

    @Test
    void timeNeverGoesBackEvenIfTheClockDoes() {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);
        store.raw.execute(
                "update conversation set last_at = now() + interval '1 hour' where ticket_id = '" + ticket.id() + "'");

        MessageState first =
                store.post(ticket.id(), fromUser("from the future")).message();
        MessageState noted = store.post(ticket.id(), note("from the future")).message();
        MessageState last = store.post(ticket.id(), reply("from the future")).message();

        assertThat(noted.createdAt()).isEqualTo(first.createdAt());
        assertThat(last.createdAt()).isEqualTo(first.createdAt());
    }

    private static ConversationState.NewestMessage newest(ConversationState state) {
        return java.util.Objects.requireNonNull(state.newest());
    }

    private List<MessageState> messages(UUID ticketId) {
        return Messages.page(store.database, ticketId, new Page(Long.MAX_VALUE, Page.MAX_LIMIT));
    }
}
