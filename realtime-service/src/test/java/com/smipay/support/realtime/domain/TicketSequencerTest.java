package com.smipay.support.realtime.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketSequencerTest {
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();

    private final TicketSequencer sequencer = new TicketSequencer(3, Duration.ofNanos(PATIENCE));
    private final Events ticket = Events.ownedBy("u-1");

    private List<SupportEvent> accept(SupportEvent event, long now) {
        return sequencer.accept(new Arrival(event, Events.NOON, null, null), now).stream()
                .map(Arrival::event)
                .toList();
    }

    private List<SupportEvent> expire(long now) {
        return sequencer.expire(now).stream().map(Arrival::event).toList();
    }

    @Test
    void everyEventIsShownOnce() {
        SupportEvent opened = ticket.opened();
        SupportEvent message = ticket.posted(ticket.userMessage(2, "Hello"));
        SupportEvent read = ticket.read("u-1", UUID.randomUUID(), 3);

        assertThat(accept(opened, 0)).containsExactly(opened);
        assertThat(accept(message, 0)).containsExactly(message);
        assertThat(accept(read, 0)).containsExactly(read);
        assertThat(accept(opened, 0)).isEmpty();
        assertThat(accept(message, 0)).isEmpty();
        assertThat(accept(read, 0)).isEmpty();
        assertThat(sequencer.repeats()).isEqualTo(3);
    }

    @Test
    void whatIsOlderThanWhatWasShownIsDropped() {
        accept(ticket.posted(ticket.userMessage(5, "later")), 0);
        accept(ticket.moved(4, TicketStatus.PENDING, TicketStatus.ESCALATED, 5), 0);

        assertThat(accept(ticket.posted(ticket.userMessage(4, "earlier")), 0)).isEmpty();
        assertThat(accept(ticket.moved(3, TicketStatus.IN_PROGRESS, TicketStatus.PENDING, 4), 0))
                .isEmpty();
    }

    /// A restored database gives places and counts anew, and its versions go on far above all that were shown (ADR
    /// 0055).
    @Test
    void whatARestoredServiceDecidesIsShown() {
        long epoch = 1_796_000_400_000_000L;
        MessageState cause = ticket.userMessage(8, "once more");
        accept(ticket.posted(ticket.userMessage(9, "lost"), 12), 0);
        accept(ticket.moved(6, TicketStatus.PENDING, TicketStatus.ESCALATED, 9), 0);
        accept(ticket.restated(epoch + 7, 7), 0);
        accept(ticket.restated(epoch + 4), 0);
        SupportEvent moved = ticket.movedBy(cause, epoch + 5, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);
        SupportEvent posted = ticket.posted(cause, epoch + 8);

        assertThat(accept(ticket.posted(ticket.userMessage(10, "late"), 13), 0)).isEmpty();
        assertThat(accept(moved, 10)).as("its message has yet to come").isEmpty();
        assertThat(accept(posted, 20)).containsExactly(posted, moved);
    }

    @Test
    void aChangeWaitsForTheMessageThatCausedIt() {
        MessageState message = ticket.userMessage(2, "Here it is");
        SupportEvent posted = ticket.posted(message);
        SupportEvent moved = ticket.movedBy(message, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);

        assertThat(accept(moved, 10)).isEmpty();
        assertThat(sequencer.nextDeadline()).hasValue(10 + PATIENCE);
        assertThat(accept(posted, 20)).containsExactly(posted, moved);
        assertThat(sequencer.nextDeadline()).isEmpty();
        assertThat(sequencer.heldBack()).isEqualTo(1);
        assertThat(accept(moved, 30)).isEmpty();
    }

    @Test
    void aChangeDoesNotWaitWhenItsMessageHasBeenShown() {
        MessageState message = ticket.reply(2, "Looking into it");
        SupportEvent moved = ticket.movedBy(message, 2, TicketStatus.PENDING, TicketStatus.IN_PROGRESS);

        accept(ticket.posted(message), 0);

        assertThat(accept(moved, 0)).containsExactly(moved);
    }

    @Test
    void aChangeWaitsHalfASecondAtMost() {
        MessageState lost = ticket.userMessage(2, "Never arrives");
        SupportEvent moved = ticket.movedBy(lost, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);
        accept(moved, 0);

        assertThat(expire(PATIENCE - 1)).isEmpty();
        assertThat(expire(PATIENCE)).containsExactly(moved);
        assertThat(expire(PATIENCE)).isEmpty();
    }

    @Test
    void whatFollowsOnTheSameTicketWaitsBehindIt() {
        MessageState message = ticket.userMessage(2, "Here it is");
        SupportEvent posted = ticket.posted(message);
        SupportEvent moved = ticket.movedBy(message, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);
        SupportEvent assigned = ticket.assigned(3);
        SupportEvent closed = ticket.moved(4, TicketStatus.IN_PROGRESS, TicketStatus.CLOSED, 2);

        assertThat(accept(moved, 0)).isEmpty();
        assertThat(accept(assigned, 1)).isEmpty();
        assertThat(accept(closed, 2)).isEmpty();
        assertThat(accept(posted, 3)).containsExactly(posted, moved, assigned, closed);
    }

    @Test
    void aLaterMessageDoesNotOvertakeAChangeThatWaited() {
        MessageState second = ticket.userMessage(2, "second");
        MessageState third = ticket.userMessage(3, "third");
        SupportEvent moved = ticket.movedBy(second, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);

        accept(moved, 0);

        assertThat(accept(ticket.posted(second), 1)).hasSize(2);
        assertThat(accept(ticket.posted(third), 2)).hasSize(1);
    }

    @Test
    void anAdminsChangeOfATicketWithoutHistoryHereIsShownAtOnce() {
        SupportEvent closed = ticket.moved(7, TicketStatus.IN_PROGRESS, TicketStatus.CLOSED, 12);

        assertThat(accept(closed, 0)).containsExactly(closed);
    }

    @Test
    void anAdminsChangeWaitsForAMessageThatIsKnownToBeOnItsWay() {
        accept(ticket.posted(ticket.userMessage(2, "shown")), 0);
        SupportEvent closed = ticket.moved(7, TicketStatus.IN_PROGRESS, TicketStatus.CLOSED, 3);
        SupportEvent third = ticket.posted(ticket.userMessage(3, "on its way"));

        assertThat(accept(closed, 0)).isEmpty();
        assertThat(accept(third, 1)).containsExactly(third, closed);
    }

    @Test
    void ticketsDoNotWaitForEachOther() {
        Events other = Events.ownedBy("u-2");
        accept(ticket.movedBy(ticket.userMessage(2, "late"), 2, TicketStatus.PENDING, TicketStatus.IN_PROGRESS), 0);
        SupportEvent message = other.posted(other.userMessage(2, "Hello"));

        assertThat(accept(message, 1)).containsExactly(message);
    }

    @Test
    void aRatingPassesForWhatItSaysOfTheOwner() {
        SupportEvent rated = ticket.rated();

        assertThat(accept(rated, 0)).containsExactly(rated);
    }

    @Test
    void memoryIsBoundedAndKeepsWhatWaits() {
        MessageState late = ticket.userMessage(2, "late");
        SupportEvent moved = ticket.movedBy(late, 2, TicketStatus.PENDING, TicketStatus.IN_PROGRESS);
        accept(moved, 0);
        Events forgotten = Events.ownedBy("u-2");
        SupportEvent shown = forgotten.opened();
        accept(shown, 0);
        for (int i = 0; i < 10; i++) {
            accept(Events.ownedBy("u-3").opened(), 0);
        }

        assertThat(accept(shown, 1)).as("forgotten, so shown again").hasSize(1);
        assertThat(accept(ticket.posted(late), 1)).as("still waiting").hasSize(2);
    }

    private final ChatEvents chat = ChatEvents.ownedBy("u-1");
    private final ChatEvents withTicket = chat.withTicket(Events.NOON);

    private SupportEvent written(ChatEvents by, long seq) {
        return by.posted(by.messages().userMessage(seq, "message " + seq));
    }

    @Test
    void aConversationsEventsCountTogetherWhateverTheirKind() {
        SupportEvent opened = chat.opened("Hello");
        SupportEvent claimed = chat.assignedTo(ChatEvents.ADA).claimed(2);
        SupportEvent asked = written(chat, 3);
        SupportEvent withItsTicket = written(withTicket, 4);
        accept(withTicket.ticketMade(), 0);

        for (SupportEvent event : List.of(opened, claimed, asked, withItsTicket)) {
            assertThat(accept(event, 0)).containsExactly(event);
        }
        for (SupportEvent event : List.of(opened, claimed, asked, withItsTicket)) {
            assertThat(accept(event, 0)).isEmpty();
        }
        assertThat(sequencer.repeats()).isEqualTo(4);
    }

    /// In whatever order the two topics are read, the ticket is told first, and the conversation keeps its order.
    @Test
    void noEventNamesATicketThatWasNotShown() {
        SupportEvent made = withTicket.ticketMade();
        SupportEvent before = written(chat, 2);
        SupportEvent linked = withTicket.linked(3);
        SupportEvent after = written(withTicket, 4);
        SupportEvent closed = withTicket.closed(5, null);

        assertThat(accept(before, 0)).containsExactly(before);
        assertThat(accept(linked, 10)).isEmpty();
        assertThat(accept(after, 11)).isEmpty();
        assertThat(accept(closed, 12)).isEmpty();
        assertThat(sequencer.nextDeadline()).hasValue(10 + PATIENCE);
        assertThat(accept(made, 20)).containsExactly(made, linked, after, closed);
        assertThat(sequencer.nextDeadline()).isEmpty();
        assertThat(sequencer.heldBack()).isEqualTo(3);
        assertThat(accept(closed, 30)).as("taken is taken").isEmpty();
    }

    @Test
    void whatHasNoTicketInItWaitsBehindWhatHas() {
        SupportEvent made = withTicket.ticketMade();
        SupportEvent linked = withTicket.linked(3);
        SupportEvent told = chat.messages().posted(chat.messages().userMessage(4, "by a replica of before"));

        accept(linked, 0);

        assertThat(accept(told, 1)).isEmpty();
        assertThat(accept(made, 2)).containsExactly(made, linked, told);
    }

    @Test
    void aTicketThatIsNeverToldIsWaitedForHalfASecond() {
        SupportEvent linked = withTicket.linked(3);
        SupportEvent after = written(withTicket, 4);
        accept(linked, 0);
        accept(after, 5);

        assertThat(expire(PATIENCE - 1)).isEmpty();
        assertThat(expire(PATIENCE)).containsExactly(linked);
        assertThat(sequencer.nextDeadline()).hasValue(5 + PATIENCE);
        assertThat(expire(PATIENCE + 5)).containsExactly(after);
    }

    @Test
    void aTicketThatWasMadeLongAgoIsNotWaitedFor() {
        SupportEvent old = written(chat.withTicket(Events.NOON.minusSeconds(10)), 9);

        assertThat(accept(old, 0)).containsExactly(old);
    }

    /// This instance came after the ticket was made: whatever it hears of it first will do.
    @Test
    void anyEventOfTheTicketEndsTheWaiting() {
        MessageState cause = withTicket.messages().userMessage(4, "It is solved");
        SupportEvent posted = withTicket.posted(cause);
        SupportEvent moved = chat.messages().movedBy(cause, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);
        accept(posted, 0);

        assertThat(accept(moved, 1)).as("its message first").containsExactly(posted, moved);
        assertThat(accept(withTicket.ticketMade(), 2)).isEmpty();
    }

    @Test
    void aChangeStillWaitsForItsMessageAfterATicketWasWaitedFor() {
        MessageState cause = withTicket.messages().userMessage(5, "Not here yet");
        SupportEvent earlier = written(withTicket, 4);
        SupportEvent posted = withTicket.posted(cause);
        SupportEvent moved = chat.messages().movedBy(cause, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);
        accept(earlier, 0);

        assertThat(accept(moved, 1)).containsExactly(earlier);
        assertThat(accept(posted, 2)).containsExactly(posted, moved);
        assertThat(sequencer.nextDeadline()).isEmpty();
    }

    /// The ticket carries the first message of the conversation once more.
    @Test
    void aTicketThatIsToldLateDoesNotSetTheConversationBack() {
        MessageState cause = chat.messages().userMessage(7, "Seven");
        accept(chat.posted(cause), 0);
        accept(withTicket.ticketMade(), 0);
        SupportEvent moved = chat.messages().movedBy(cause, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS);

        assertThat(accept(moved, 1)).containsExactly(moved);
    }
}
