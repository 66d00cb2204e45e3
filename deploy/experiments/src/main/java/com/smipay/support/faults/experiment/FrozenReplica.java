package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Answer;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackPart.Frozen;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// SIGSTOP of a messaging replica while it holds a ticket's row: twenty people go on writing to that ticket, and others
/// to other tickets, both at the replica that lives. The others are not disturbed, and what was refused is not stored
/// when the frozen one wakes.
final class FrozenReplica implements Experiment {
    private static final String LIVES = OwnStack.MESSAGING + "-2";
    private static final int HANDS = 20;
    private static final int CREATED = 201;
    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 400;
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final Duration FREED = Duration.ofSeconds(10);

    private static final String HOLDING = """
            select count(*) from pg_stat_activity
            where application_name = ? and state in ('idle in transaction', 'active') and backend_xid is not null
            """;

    private static final String STORED = "select count(*) from message where message = ?";

    /// A message that was sent once, with its own words.
    private record Said(String text, int status) {}

    @Override
    public String name() {
        return "frozen-replica";
    }

    @Override
    public String what() {
        return "SIGSTOP of a messaging replica while it holds a ticket's row";
    }

    @Override
    public Map<String, String> settings() {
        return Replicated.SETTINGS;
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        Queue<Said> said = new ConcurrentLinkedQueue<>();
        long slowest = 0;
        long disturbed = 0;
        long freedAfter;
        boolean caught;
        try (Traffic traffic = lab.people()) {
            traffic.stop();
            Chat stuck = traffic.chats().getFirst();
            Chat other = traffic.chats().getLast();
            Rest doomed = new Rest(stack.publicUrl(OwnStack.MESSAGING));
            Rest living = new Rest(stack.publicUrl(LIVES));
            AtomicBoolean going = new AtomicBoolean(true);
            List<Thread> before = IntStream.range(0, 8)
                    .mapToObj(hand -> Thread.ofVirtual().start(() -> write(going, doomed, stuck, said)))
                    .toList();
            try (Frozen frozen = freezeInTheMiddle(stack)) {
                caught = holdsARow(stack);
                long froze = System.nanoTime();
                List<Thread> crowd = IntStream.range(0, HANDS)
                        .mapToObj(hand -> Thread.ofVirtual().start(() -> write(going, living, stuck, said)))
                        .toList();
                long until = System.nanoTime() + FREED.toNanos();
                freedAfter = -1;
                while (System.nanoTime() < until) {
                    long began = System.nanoTime();
                    Said heard = say(living, other);
                    said.add(heard);
                    slowest = Math.max(slowest, System.nanoTime() - began);
                    disturbed += heard.status() == CREATED ? 0 : 1;
                    if (freedAfter < 0 && say(living, stuck, said).status() == CREATED) {
                        freedAfter = Duration.ofNanos(System.nanoTime() - froze).toMillis();
                    }
                    Waiting.pause(Duration.ofMillis(50));
                }
                going.set(false);
                join(crowd);
            }
            join(before);
            Waiting.pause(Duration.ofSeconds(3));
            long storedThoughRefused = said.stream()
                    .filter(one -> one.status() == UNAVAILABLE)
                    .filter(one -> stored(stack, one) > 0)
                    .count();
            long lost = said.stream()
                    .filter(one -> one.status() == CREATED)
                    .filter(one -> stored(stack, one) != 1)
                    .count();
            long refused =
                    said.stream().filter(one -> one.status() == UNAVAILABLE).count();
            Verdict verdict = Verdict.of(stack, traffic);
            return Outcome.of(name(), said.size() + " messages around a frozen replica", verdict, List.of())
                    .expect(caught, "The replica could not be frozen in the middle of a transaction")
                    .expect(disturbed == 0, disturbed + " messages to another ticket were refused")
                    .expect(
                            slowest < PROMISE.toNanos(),
                            "A message to another ticket took " + Duration.ofNanos(slowest))
                    .expect(freedAfter >= 0, "The ticket was not free within " + FREED.toSeconds() + " s")
                    .expect(storedThoughRefused == 0, storedThoughRefused + " refused messages were stored")
                    .expect(lost == 0, lost + " messages that were taken are not there once")
                    .with("refused", refused)
                    .with("slowest other ms", Duration.ofNanos(slowest).toMillis())
                    .with("free after ms", freedAfter);
        }
    }

    /// @return frozen at some moment where it was never caught in the middle
    private static Frozen freezeInTheMiddle(OwnStack stack) throws IOException {
        StackPart part = stack.part(OwnStack.MESSAGING);
        for (int i = 0; i < TRIES; i++) {
            Frozen frozen = part.freeze();
            // What was under way in PostgreSQL comes to its end.
            Waiting.pause(Duration.ofMillis(30));
            if (holdsARow(stack)) {
                return frozen;
            }
            frozen.close();
        }
        return part.freeze();
    }

    private static boolean holdsARow(OwnStack stack) {
        String application =
                "support-desk " + stack.part(OwnStack.MESSAGING).process().pid();
        return !stack.database("messaging").text(HOLDING, application).equals("0");
    }

    private static void write(AtomicBoolean going, Rest at, Chat chat, Queue<Said> said) {
        while (going.get()) {
            if (say(at, chat, said).status() != CREATED) {
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static Said say(Rest at, Chat chat, Queue<Said> said) {
        Said one = say(at, chat);
        said.add(one);
        return one;
    }

    private static Said say(Rest at, Chat chat) {
        String text = "around a frozen one " + UUID.randomUUID();
        JsonNode body = Json.mapper()
                .createObjectNode()
                .put("ticket_number", chat.number())
                .put("message", text)
                .put("email", chat.user().email());
        Answer answer = at.post(
                chat.user(),
                "/api/v1/support/ticket/add-message",
                body,
                UUID.randomUUID().toString());
        return new Said(text, answer.status());
    }

    private static long stored(OwnStack stack, Said said) {
        return Long.parseLong(stack.database("messaging").text(STORED, said.text()));
    }

    private static void join(List<Thread> threads) throws IOException {
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofSeconds(40))) {
                    throw new IOException("A writer never came to an end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }
}
