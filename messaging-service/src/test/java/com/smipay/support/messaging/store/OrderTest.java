package com.smipay.support.messaging.store;

import static com.smipay.support.messaging.store.StoreFixture.fromUser;
import static com.smipay.support.messaging.store.StoreFixture.note;
import static com.smipay.support.messaging.store.StoreFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Page;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Order within a ticket is `seq`, however many write at once and through however many replicas (`architecture.md`,
/// Order).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderTest {
    private static final int WRITERS = 90;

    private StoreFixture store;
    private Database replica;
    private MessageWriter here;
    private MessageWriter there;

    @BeforeAll
    void start() {
        store = new StoreFixture();
        replica = MessagingDatabase.open(store.raw);
        here = new BatchingMessageWriter(
                store.database, Duration.ofSeconds(20), new RowTurns(Duration.ofSeconds(20), 4));
        there = new BatchingMessageWriter(replica, Duration.ofSeconds(20), new RowTurns(Duration.ofSeconds(20), 4));
    }

    @AfterAll
    void stop() {
        replica.close();
        store.close();
    }

    @RepeatedTest(3)
    void placesHaveNoGapsAndTimesAndTheOutboxFollowThem() throws Exception {
        TicketState ticket = TicketStates.of("u-1");
        store.opened(ticket);

        List<MessageEvent.Posted> posted = atOnce(IntStream.range(0, WRITERS)
                .<Callable<MessageEvent.Posted>>mapToObj(
                        i -> () -> post(i % 2 == 0 ? here : there, ticket.id(), draft(i)))
                .toList());

        List<MessageEvent.Posted> bySeq = posted.stream()
                .sorted(Comparator.comparingLong(p -> p.message().seq()))
                .toList();
        assertThat(bySeq)
                .extracting(p -> p.message().seq())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, WRITERS + 1).boxed().toList());
        assertThat(bySeq)
                .extracting(p -> p.conversation().revision())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, WRITERS + 1).boxed().toList());
        assertThat(bySeq).extracting(p -> p.message().createdAt()).isSorted();
        assertThat(bySeq)
                .allSatisfy(p ->
                        assertThat(p.conversation().seq()).isEqualTo(p.message().seq()));
        List<MessageState> stored = AdminMessages.after(store.database, ticket.id(), 0, 1000);
        assertThat(stored.subList(1, stored.size()))
                .isEqualTo(bySeq.stream().map(MessageEvent.Posted::message).toList());
        assertThat(outboxSeqs(ticket.id()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, WRITERS + 1).boxed().toList());
        long visible = WRITERS * 2L / 3 + 1;
        assertThat(store.find(ticket.id()).visibleCount()).isEqualTo(visible);
        assertThat(Messages.page(store.database, ticket.id(), new Page(Long.MAX_VALUE, Page.MAX_LIMIT)))
                .hasSize((int) visible);
    }

    @Test
    void writingNeverWaitsForAnotherTicket() {
        TicketState held = TicketStates.of("u-1");
        TicketState free = TicketStates.of("u-1");
        store.opened(held);
        store.opened(free);

        MessageEvent.Posted posted = replica.transaction(tx -> {
            Posting.write(tx, store.find(held.id()), reply("holds its lock"));
            return store.post(free.id(), reply("is not held up"));
        });

        assertThat(posted.message().seq()).isEqualTo(2);
    }

    private static Draft draft(int i) {
        return switch (i % 3) {
            case 0 -> fromUser("message " + i);
            case 1 -> reply("reply " + i);
            default -> note("note " + i);
        };
    }

    private MessageEvent.Posted post(MessageWriter messages, UUID ticketId, Draft draft) {
        return messages.write(store.find(ticketId), draft)
                .map(StoreFixture::posted)
                .orElseThrow();
    }

    private List<Long> outboxSeqs(UUID ticketId) {
        return store.database.query("""
                select cast(cast(data as jsonb) -> 'message' ->> 'seq' as bigint) as seq
                from outbox where subject = :id order by position
                """, Map.of("id", ticketId.toString()), row -> row.number("seq"));
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
