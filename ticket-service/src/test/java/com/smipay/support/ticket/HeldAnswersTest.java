package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What messaging answers is held in whole: no more of it is asked for at once than there is room for
/// (`decisions.md` 56).
@OneServerAtATime
class HeldAnswersTest {
    private static final int CALLERS = 30;

    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    private final AtomicInteger held = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void detailsAreAskedForAsFarAsTheyHaveRoom() {
        JsonNode ticket = service.opened("held@x.ng");
        String id = ticket.path("id").asText();
        service.messaging.replies("/internal/conversations/" + id, call -> hold(new Reply(200, "{\"messages\":[]}")));

        assertThat(heldAtOnce(service.admin("/" + id).GET())).isEqualTo(4);
    }

    @Test
    void soAreTheAnswersToFollowUps() {
        String number = service.opened("held@x.ng").path("ticket_number").asText();
        service.messaging.replies(
                "/internal/conversations/" + number + "/messages",
                call -> hold(new Reply(400, "{\"code\":\"TICKET_FULL\",\"message\":\"No more\"}")));

        assertThat(heldAtOnce(service.requestSupport("""
                {"ticket_number":"%s","description":"It happened again.","email":"held@x.ng"}
                """.formatted(number)))).isEqualTo(5);
    }

    /// @return how many answers were asked for when everybody else waited for room
    private int heldAtOnce(HttpRequest.Builder request) {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> service.send(request.copy()));
            }
            try {
                await().until(() -> held.get() + waiting() >= CALLERS);
                return held.get();
            } finally {
                release.countDown();
            }
        }
    }

    private int waiting() {
        String metrics =
                new String(service.send(service.internal("/metrics")).response().body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("support_answers_waiting"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Reply hold(Reply reply) {
        held.incrementAndGet();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return reply;
    }
}
