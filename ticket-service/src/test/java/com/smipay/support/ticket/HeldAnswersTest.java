package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What messaging answers is held in whole: no more of it is asked for at once than there is room for
/// (`decisions.md` 56).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class HeldAnswersTest {
    private static final int CALLERS = 30;

    /// Of the largest answers, of which six have room.
    private static final int MOST_AT_ONCE = 6;

    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger mostHeld = new AtomicInteger();

    @Test
    void detailsAreAskedForAsFarAsTheyHaveRoom() {
        JsonNode ticket = service.opened("held@x.ng");
        String id = ticket.path("id").asText();
        service.messaging.replies("/internal/conversations/" + id, call -> slowly(new Reply(200, "{\"messages\":[]}")));

        atOnce(service.admin("/" + id).GET());

        assertThat(mostHeld).hasPositiveValue().hasValueLessThanOrEqualTo(MOST_AT_ONCE);
    }

    @Test
    void soAreTheAnswersToFollowUps() {
        String number = service.opened("held@x.ng").path("ticket_number").asText();
        service.messaging.replies(
                "/internal/conversations/" + number + "/messages",
                call -> slowly(new Reply(400, "{\"code\":\"TICKET_FULL\",\"message\":\"No more\"}")));

        atOnce(service.requestSupport("""
                {"ticket_number":"%s","description":"It happened again.","email":"held@x.ng"}
                """.formatted(number)));

        assertThat(mostHeld).hasPositiveValue().hasValueLessThanOrEqualTo(MOST_AT_ONCE);
    }

    private void atOnce(HttpRequest.Builder request) {
        mostHeld.set(0);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> service.send(request.copy()));
            }
        }
    }

    private Reply slowly(Reply reply) {
        mostHeld.accumulateAndGet(held.incrementAndGet(), Math::max);
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
        return reply;
    }
}
