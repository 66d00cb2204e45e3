package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Answer;
import com.smipay.support.faults.load.Person;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Kafka's address answers HTTP, from the stack's first moment on: REST goes on, no process ends, and health says what
/// is there.
final class StrangersAddress implements Experiment {
    private static final List<String> SERVICES =
            List.of(OwnStack.TICKET, OwnStack.MESSAGING, OwnStack.RATING, OwnStack.REALTIME);
    private static final byte[] ANSWER = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private int port;

    @Override
    public String name() {
        return "strangers-address";
    }

    @Override
    public String what() {
        return "Kafka's address answers HTTP";
    }

    @Override
    public synchronized Map<String, String> settings() {
        if (port == 0) {
            port = open();
        }
        return Map.of("SUPPORT_KAFKA", "127.0.0.1:" + port);
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        Map<String, Long> before = pids(stack);
        Person person = Person.user(stack.secret(Secret.JWT_HS256));
        Rest rest = new Rest(stack.gateway());
        long taken = 0;
        long tried = 0;
        long end = System.nanoTime()
                + lab.time(Duration.ofMinutes(1), Duration.ofSeconds(10)).toNanos();
        while (System.nanoTime() < end) {
            tried += 2;
            taken += talk(rest, person);
            Waiting.pause(Duration.ofMillis(200));
        }
        Map<String, Long> after = pids(stack);
        Outcome outcome = new Outcome(
                        name(),
                        tried + " requests",
                        new Finding(tried, taken, tried - taken, 0, 0, List.of()),
                        List.of(),
                        List.of(),
                        Map.of())
                .expect(before.equals(after), "A process has ended: " + before + " became " + after);
        for (String service : List.of(OwnStack.TICKET, OwnStack.MESSAGING, OwnStack.RATING)) {
            String health = get(stack.internalUrl(service) + "/health/ready");
            outcome = outcome.expect(
                    health.contains("answers HTTP"), service + " does not say what is at the address: " + health);
        }
        return outcome;
    }

    /// @return how many of two requests were answered well
    private static int talk(Rest rest, Person person) {
        Answer opened = rest.post(
                person,
                "/api/v1/support/request-support",
                Json.mapper()
                        .createObjectNode()
                        .put("subject", "Without Kafka")
                        .put("description", "Does it go on?")
                        .put("email", person.email()),
                UUID.randomUUID().toString());
        JsonNode number = opened.data().path("ticket").path("ticket_number");
        Answer said = rest.post(
                person,
                "/api/v1/support/ticket/add-message",
                Json.mapper()
                        .createObjectNode()
                        .put("ticket_number", number.asText())
                        .put("message", "It does")
                        .put("email", person.email()),
                UUID.randomUUID().toString());
        return (opened.isSuccess() ? 1 : 0) + (said.isSuccess() ? 1 : 0);
    }

    private static Map<String, Long> pids(OwnStack stack) {
        return SERVICES.stream()
                .collect(Collectors.toMap(
                        service -> service,
                        service -> stack.part(service).process().pid()));
    }

    private static String get(String address) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }

    /// TicketLifecycleLoad as long as the run.
    private static int open() {
        try {
            ServerSocket entrance = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().name("stranger").start(() -> answerAll(entrance));
            return entrance.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void answerAll(ServerSocket entrance) {
        while (!entrance.isClosed()) {
            try (Socket guest = entrance.accept()) {
                guest.setSoTimeout(200);
                if (guest.getInputStream().read() >= 0) {
                    guest.getOutputStream().write(ANSWER);
                }
            } catch (IOException e) {
                System.getLogger(StrangersAddress.class.getName())
                        .log(System.Logger.Level.DEBUG, "A guest has gone", e);
            }
        }
    }
}
