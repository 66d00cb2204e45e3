package com.smipay.support.messaging.store;

import static com.smipay.support.messaging.store.StoreFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadMarksTest {
    @AutoClose
    private final StoreFixture store = new StoreFixture();

    @Test
    void theMarkMovesForwardAndNeverBack() {
        TicketState ticket = TicketStates.of("u-1");
        Conversation opened = store.opened(ticket);
        Messages.Place first = new Messages.Place(opened.newest().id(), 1);
        MessageEvent.Posted posted = store.post(ticket.id(), reply("read this"));
        Messages.Place second = new Messages.Place(posted.message().id(), 2);

        MessageEvent.Read moved = move(opened, second).map(ReadMarksTest::read).orElseThrow();

        assertThat(moved.lastMessageId()).isEqualTo(second.id());
        assertThat(moved.userId()).isEqualTo("u-1");
        assertThat(moved.conversation().readSeq()).isEqualTo(2);
        assertThat(moved.conversation().revision()).isEqualTo(3);
        assertThat(moved.conversation().seq()).isEqualTo(2);
        assertThat(moved.readAt()).isAfterOrEqualTo(posted.message().createdAt());
        assertThat(move(opened, first)).isEmpty();
        assertThat(move(opened, second)).isEmpty();
        assertThat(store.find(ticket.id()).readMark())
                .isEqualTo(new Conversation.ReadMark(second.id(), 2, moved.readAt()));
        assertThat(store.raw.number(
                        "select count(*) from outbox where type = 'messages.read' and subject = '" + ticket.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void aClaimIsWrittenEvenWhereTheMarkStands() {
        TicketState ticket = TicketStates.guest();
        Conversation opened = store.opened(ticket);
        Messages.Place place = new Messages.Place(opened.newest().id(), 1);
        MessageEvent.Read guests = ReadMarks.move(store.database, opened, place, null, null)
                .map(ReadMarksTest::read)
                .orElseThrow();
        Actor actor = new Actor("u-5", null, null, TicketStates.EMAIL);

        MessageEvent.Read claimed = ReadMarks.move(store.database, opened, place, "u-5", actor)
                .map(ReadMarksTest::read)
                .orElseThrow();

        assertThat(claimed.claimedBy()).isEqualTo(actor);
        assertThat(claimed.readAt()).isEqualTo(guests.readAt());
        assertThat(claimed.lastMessageId()).isEqualTo(guests.lastMessageId());
        assertThat(store.find(ticket.id()).owner().userId()).isEqualTo("u-5");
    }

    @Test
    void nothingIsWrittenForATicketThatHasChangedSinceItWasSeen() {
        TicketState ticket = TicketStates.guest();
        Conversation opened = store.opened(ticket);
        TicketReplica.take(store.database, TicketStates.claimedBy(ticket, "u-9"));

        assertThat(move(opened, new Messages.Place(opened.newest().id(), 1))).isEmpty();
        assertThat(store.find(ticket.id()).readMark()).isNull();
    }

    @Test
    void aPlaceIsFoundInItsOwnTicketOnly() {
        Conversation one = store.opened(TicketStates.of("u-1"));
        Conversation two = store.opened(TicketStates.of("u-1"));

        assertThat(Messages.place(store.database, one.id(), one.newest().id()))
                .contains(new Messages.Place(one.newest().id(), 1));
        assertThat(Messages.place(store.database, one.id(), two.newest().id())).isEmpty();
    }

    private static MessageEvent.Read read(MovedMark mark) {
        return (MessageEvent.Read) mark.told().event();
    }

    private Optional<MovedMark> move(Conversation seen, Messages.Place target) {
        return ReadMarks.move(store.database, seen, target, "u-1", null);
    }
}
