package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Person;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// Kafka's address answers HTTP, from the stack's first moment on: REST goes on, no process ends, and health says what
/// is there.
final class StrangersAddress {
    private static final byte[] ANSWER = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private StrangersAddress() {}

    private static final class Stranger {
        static final int PORT = open();
    }

    static Map<String, String> settings() {
        return Map.of("SUPPORT_KAFKA", "127.0.0.1:" + Stranger.PORT);
    }

    static Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        Map<String, Long> before = pids(stack);
        Person person = Person.user(stack.secret(Secret.JWT_HS256));
        Rest rest = new Rest(stack.gateway());
        long taken = 0;
        long tried = 0;
        List<String> refusals = new ArrayList<>();
        long end = System.nanoTime()
                + lab.time(Duration.ofMinutes(1), Duration.ofSeconds(10)).toNanos();
        while (System.nanoTime() < end) {
            tried += 2;
            taken += talk(rest, person, refusals);
            Waiting.pause(Duration.ofMillis(200));
        }
        Map<String, Long> after = pids(stack);
        Finding finding = new Finding(tried, taken, tried - taken, 0, 0, List.of());
        Outcome outcome = Outcome.of(lab.experiment(), tried + " requests", finding, List.of(), List.of())
                .expect(before.equals(after), "A process has ended: " + before + " became " + after)
                .expect(refusals.isEmpty(), "It was answered " + new TreeSet<>(refusals));
        for (String service : Services.WITH_DATABASE) {
            String health = Probe.body(stack.internalUrl(service).resolve("/health/ready"));
            outcome.expect(
                    health.contains("answers HTTP"), service + " does not say what is at the address: " + health);
        }
        return outcome;
    }

    /// @param refusals gets what was answered otherwise
    /// @return how many of two requests were answered well
    private static int talk(Rest rest, Person person, List<String> refusals) {
        Answer opened = rest.post(
                person,
                "/api/v1/support/request-support",
                Chat.newTicket(person, "Without Kafka", "Does it go on?"),
                UUID.randomUUID().toString());
        String number = opened.data().at("/ticket/ticket_number").asText();
        Answer said = rest.post(
                person,
                "/api/v1/support/ticket/add-message",
                Chat.newMessage(person, number, "It goes on all the same"),
                UUID.randomUUID().toString());
        int taken = 0;
        for (Answer answer : List.of(opened, said)) {
            if (answer.isSuccess()) {
                taken++;
            } else {
                refusals.add(answer.status() + " " + answer.json().path("code").asText());
            }
        }
        return taken;
    }

    private static Map<String, Long> pids(OwnStack stack) {
        return Services.ALL.stream()
                .collect(Collectors.toMap(
                        service -> service,
                        service -> stack.part(service).process().pid()));
    }

    /// It listens as long as the run.
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
