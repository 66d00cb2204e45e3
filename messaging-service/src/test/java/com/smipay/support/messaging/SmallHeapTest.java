package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The smallest heap that is deployed serves as many of the largest answers at once as the service works on
/// (`decisions.md` 56).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class SmallHeapTest {
    private static final int AT_ONCE = 48;
    private static final int TICKETS = 24;
    private static final String LONGEST = "repeat(chr(8358), 5000)";
    private static final int MEBIBYTE = 1024 * 1024;

    @AutoClose
    private final ServiceFixture bench = new ServiceFixture();

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void fortyEightOfTheLargestAnswersAtOnce(@TempDir Path folder) throws Exception {
        TicketState ticket = bench.told(TicketStates.of("u-1"));
        bench.fill(ticket, 3_000, LONGEST);
        // Messages to one ticket wait for one another, so these are of several.
        List<TicketState> others = IntStream.range(0, TICKETS)
                .mapToObj(i -> bench.told(TicketStates.of("u-1")))
                .toList();
        others.forEach(other -> bench.fill(other, 100, LONGEST));
        int port = freePort();
        int internalPort = freePort();
        Path output = folder.resolve("output.txt");
        Process service = start(port, internalPort, output);
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> ready(service, internalPort));
            HttpRequest conversation = bench.conversation(ticket, "", bench.owner("u-1"))
                    .uri(URI.create("http://127.0.0.1:" + port + "/api/v1/support/ticket?ticket_number="
                            + ticket.ticketNumber()))
                    .build();
            HttpRequest detail = bench.internally("/internal/conversations/" + ticket.id())
                    .uri(URI.create("http://127.0.0.1:" + internalPort + "/internal/conversations/" + ticket.id()))
                    .header("Authorization", ServiceFixture.CREDENTIAL)
                    .build();
            List<HttpRequest> followUps = others.stream()
                    .map(other -> HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + internalPort
                                    + "/internal/conversations/" + other.ticketNumber() + "/messages"))
                            .header("Authorization", ServiceFixture.CREDENTIAL)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(ServiceFixture.followUp(other)))
                            .build())
                    .toList();

            for (List<HttpRequest> requests :
                    List.of(List.of(conversation), List.of(detail), followUps, List.of(conversation))) {
                assertThat(atOnce(requests))
                        .as(requests.getFirst().uri().getPath())
                        .hasSize(AT_ONCE)
                        .allSatisfy(answer -> {
                            assertThat(answer.statusCode()).isBetween(200, 201);
                            assertThat(answer.body().length).isBetween(MEBIBYTE / 2, MEBIBYTE);
                        });
            }
            assertThat(service.isAlive()).isTrue();
            assertThat(Files.readString(output)).doesNotContain("OutOfMemoryError");
        } finally {
            service.destroy();
            service.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /// Each as often as it takes.
    private List<HttpResponse<byte[]>> atOnce(List<HttpRequest> requests) throws InterruptedException {
        List<Callable<HttpResponse<byte[]>>> calls = IntStream.range(0, AT_ONCE)
                .<Callable<HttpResponse<byte[]>>>mapToObj(
                        i -> () -> client.send(requests.get(i % requests.size()), BodyHandlers.ofByteArray()))
                .toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private boolean ready(Process service, int internalPort) throws InterruptedException {
        assertThat(service.isAlive()).isTrue();
        try {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + internalPort + "/health/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(int port, int internalPort, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                MessagingServiceMain.class.getName());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        bench.settings().forEach((key, value) -> environment.put(variable(key), value));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers());
        // On a busy machine a new process may want longer for its first connections; this is about its heap.
        environment.put("DATABASE_ACQUIRE_TIMEOUT", "PT30S");
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("INTERNAL_PORT", String.valueOf(internalPort));
        return builder.start();
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
