package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The same `add-message` again, and many at once: each is written once, in a place of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AddMessageAtOnceTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theSameKeyGivesTheFirstAnswerAgainAndWritesOnce() {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String key = ServiceFixture.unique("key");

        Answer first = service.send(keyed(ticket, "once and only once", key));
        service.tell(TicketStates.changed(TicketStates.then(ticket, "closed")));
        Answer again = service.send(keyed(ticket, "once and only once", key));
        Answer other = service.send(keyed(ticket, "something else now", key));
        Answer elsewhere = service.send(
                keyed(ticket, "once and only once", key).setHeader("x-device-id", ServiceFixture.OTHER_DEVICE));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(elsewhere.code()).isEqualTo("TICKET_NOT_OPEN");
        assertThat(service.tickets.told(ticket.id().toString())).hasSize(1);
    }

    @Test
    void manyWithOneKeyAtOnceWriteOnce() throws Exception {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String key = ServiceFixture.unique("key");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first;
            try (TestDatabase.Held row = service.database.hold("""
                    select from conversation where ticket_id = '%s' for update""".formatted(ticket.id()))) {
                first = threads.submit(() -> service.send(keyed(ticket, "once and only once", key)));
                await().until(() -> service.database.number("""
                        select count(*) from pg_locks
                        where not granted and locktype = 'transactionid'""") == 1);

                List<Answer> others = atOnce(11, i -> service.send(keyed(ticket, "once and only once", key)));

                assertThat(others).allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.header("Retry-After")).isNotEmpty();
                });
            }
            assertThat(first.get().status()).isEqualTo(201);
        }
        assertThat(service.seen(ticket, service.owner("u-1"))
                        .path("total_messages")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void fiftyAtOnceAllGetAPlaceOfTheirOwn() throws Exception {
        TicketState ticket = service.told(TicketStates.of("u-1"));

        List<Answer> answers = atOnce(50, i -> service.add(ticket, "one of many: " + i, null));

        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isEqualTo(201));
        List<MessageEvent.Posted> told = service.tickets.told(ticket.id().toString()).stream()
                .map(Events::posted)
                .sorted(java.util.Comparator.comparingLong(p -> p.message().seq()))
                .toList();
        assertThat(told)
                .extracting(p -> p.message().seq())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, 51).mapToObj(Long::valueOf).toList());
        assertThat(told)
                .extracting(p -> p.conversation().revision())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, 51).mapToObj(Long::valueOf).toList());
        JsonNode seen = service.seen(ticket, service.owner("u-1"));
        List<String> ids = seen.path("messages")
                .valueStream()
                .skip(1)
                .map(m -> m.path("id").asText())
                .toList();
        assertThat(ids)
                .isEqualTo(told.stream().map(p -> p.message().id().toString()).toList());
        assertThat(new HashSet<>(ids)).hasSize(50);
        assertThat(seen.path("messages")
                        .valueStream()
                        .map(m -> m.path("created_at").asText())
                        .toList())
                .isSorted();
        assertThat(seen.path("total_messages").asInt()).isEqualTo(51);
    }

    private HttpRequest.Builder keyed(TicketState ticket, String message, String key) {
        return service.adding(ticket.ticketNumber(), message, TicketStates.EMAIL, null)
                .header("Idempotency-Key", key);
    }

    private static List<Answer> atOnce(int count, java.util.function.IntFunction<Answer> call)
            throws InterruptedException {
        List<Callable<Answer>> calls = IntStream.range(0, count)
                .<Callable<Answer>>mapToObj(i -> () -> call.apply(i))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
