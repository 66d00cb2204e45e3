package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.runtime.HealthChecks;
import com.smipay.support.kit.runtime.ListenerSettings;
import com.smipay.support.kit.runtime.Listeners;
import com.smipay.support.testkit.OneServerAtATime;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How many requests a listener takes in, and on how many it works.
@OneServerAtATime
class RequestSlotsTest {
    private static final CrossOrigin DESK = CrossOrigin.of(List.of("https://desk.example"));

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndProbesAreNot() throws Exception {
        ListenerSettings narrow = new ListenerSettings("127.0.0.1", 0, 100, 1, 1, Duration.ofSeconds(1), DESK);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        WebServer busy = Listeners.internalOnly(
                        narrow,
                        routing -> new Endpoints(routing)
                                .get("/slow", (req, res) -> {
                                    taken.countDown();
                                    over.await();
                                    Responses.ok(res, "Done", Map.of());
                                })
                                .post("/quick", (req, res) -> Responses.ok(res, "Done", Map.of())),
                        List.of(HealthChecks.live()))
                .start();
        try {
            CompletableFuture<HttpResponse<String>> slow =
                    CLIENT.sendAsync(at(busy, "/slow").build(), BodyHandlers.ofString());
            taken.await();
            HttpRequest large = at(busy, "/quick")
                    .header("Origin", "https://desk.example")
                    .POST(BodyPublishers.ofString("x".repeat(60_000)))
                    .build();
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> refused = CLIENT.send(large, BodyHandlers.ofString());
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
                assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                        .hasValue("https://desk.example");
                assertThat(Json.mapper().readTree(refused.body()).at("/code").textValue())
                        .isEqualTo("UNAVAILABLE");
            }
            assertThat(CLIENT.send(at(busy, "/health/live").build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            over.countDown();
            assertThat(slow.get().statusCode()).isEqualTo(200);
            // The place is free a moment after the answer, not before it.
            await().until(() -> CLIENT.send(large, BodyHandlers.ofString()).statusCode(), status -> status == 200);
        } finally {
            over.countDown();
            busy.stop();
        }
    }

    @Test
    void oneAfterTheOtherIsWorkedOnAndNobodyWaitsForLong() throws Exception {
        ListenerSettings narrow = new ListenerSettings("127.0.0.1", 0, 100, 4, 1, Duration.ofSeconds(1), DESK);
        Semaphore mayEnd = new Semaphore(0);
        AtomicInteger active = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        WebServer busy = Listeners.internalOnly(
                        narrow,
                        routing -> new Endpoints(routing).get("/slow", (req, res) -> {
                            seen.add(active.incrementAndGet());
                            mayEnd.acquire();
                            active.decrementAndGet();
                            Responses.ok(res, "Done", Map.of());
                        }),
                        List.of())
                .start();
        try {
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(CLIENT.sendAsync(at(busy, "/slow").build(), BodyHandlers.ofString()));
            }
            // Whoever waited for too long is sent away; the one that is worked on is not.
            await().until(() -> calls.stream().filter(Future::isDone).count() == 2);
            assertThat(calls.stream()
                            .filter(Future::isDone)
                            .map(call -> call.join().statusCode()))
                    .containsOnly(503);
            calls.add(CLIENT.sendAsync(at(busy, "/slow").build(), BodyHandlers.ofString()));
            mayEnd.release(2);
            assertThat(calls.stream().map(call -> call.join().statusCode()))
                    .containsExactlyInAnyOrder(200, 200, 503, 503);
            assertThat(seen).containsExactly(1, 1);
        } finally {
            mayEnd.release(10);
            busy.stop();
        }
    }

    private static HttpRequest.Builder at(WebServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
