package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackPart.Frozen;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// SIGSTOP of a messaging replica while it holds a ticket's row: twenty people go on writing to that ticket, and others
/// to other tickets, both at the replica that lives. The others are not disturbed, and what was refused is not stored
/// when the frozen one wakes.
final class FrozenReplica {
    private static final String LIVES = Services.MESSAGING + "-2";
    private static final int CREATED = 201;
    private static final int UNAVAILABLE = 503;
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final Duration FREED = Duration.ofSeconds(10);

    private static final String HOLDING = """
            select count(*) from pg_stat_activity
            where application_name = ? and state in ('idle in transaction', 'active') and backend_xid is not null
            """;

    private final OwnStack stack;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Queue<Said> said = new ConcurrentLinkedQueue<>();

    private FrozenReplica(OwnStack stack) {
        this.stack = stack;
    }

    /// A message that was sent once, with its own words.
    private record Said(String text, int status, Duration time) {}

    static Outcome run(Lab lab) throws IOException {
        return new FrozenReplica(lab.stack()).freeze(lab);
    }

    private Outcome freeze(Lab lab) throws IOException {
        Duration slowest = Duration.ZERO;
        long disturbed = 0;
        long freedAfter = -1;
        boolean caught;
        try (Traffic traffic = lab.people()) {
            traffic.stop();
            Chat stuck = traffic.chats().getFirst();
            Chat other = traffic.chats().getLast();
            Rest living = new Rest(stack.publicUrl(LIVES));
            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                write(writers, 8, new Rest(stack.publicUrl(Services.MESSAGING)), stuck);
                try (Frozen frozen = freezeInTheMiddle()) {
                    caught = holdsARow();
                    long froze = System.nanoTime();
                    write(writers, 20, living, stuck);
                    while (Lab.since(froze).compareTo(FREED) < 0) {
                        Said heard = say(living, other);
                        slowest = heard.time().compareTo(slowest) > 0 ? heard.time() : slowest;
                        disturbed += heard.status() == CREATED ? 0 : 1;
                        if (freedAfter < 0 && say(living, stuck).status() == CREATED) {
                            freedAfter = Lab.since(froze).toMillis();
                        }
                        Waiting.pause(Duration.ofMillis(50));
                    }
                } finally {
                    going.set(false);
                }
            }
            Waiting.pause(Duration.ofSeconds(3));
            List<Said> refused = ofStatus(UNAVAILABLE);
            long storedThoughRefused =
                    refused.stream().filter(one -> stored(one) > 0).count();
            long lost =
                    ofStatus(CREATED).stream().filter(one -> stored(one) != 1).count();
            return lab.judged(said.size() + " messages around a frozen replica", traffic, List.of())
                    .expect(caught, "The replica could not be frozen in the middle of a transaction")
                    .expect(disturbed == 0, disturbed + " messages to another ticket were refused")
                    .expect(slowest.compareTo(PROMISE) < 0, "A message to another ticket took " + slowest)
                    .expect(freedAfter >= 0, "The ticket was not free within " + FREED.toSeconds() + " s")
                    .expect(storedThoughRefused == 0, storedThoughRefused + " refused messages were stored")
                    .expect(lost == 0, lost + " messages that were taken are not there once")
                    .with("refused", refused.size())
                    .with("slowest other ms", slowest.toMillis())
                    .with("free after ms", freedAfter);
        }
    }

    /// @return frozen at some moment where it was never caught in the middle
    private Frozen freezeInTheMiddle() throws IOException {
        StackPart part = stack.part(Services.MESSAGING);
        for (int i = 0; i < 400; i++) {
            Frozen frozen = part.freeze();
            // What was under way in PostgreSQL comes to its end.
            Waiting.pause(Duration.ofMillis(30));
            if (holdsARow()) {
                return frozen;
            }
            frozen.close();
        }
        return part.freeze();
    }

    private boolean holdsARow() {
        long pid = stack.part(Services.MESSAGING).process().pid();
        return stack.database("messaging").number(HOLDING, "support-desk " + pid) > 0;
    }

    private void write(ExecutorService writers, int hands, Rest at, Chat chat) {
        for (int hand = 0; hand < hands; hand++) {
            writers.execute(() -> {
                while (going.get()) {
                    if (say(at, chat).status() != CREATED) {
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                }
            });
        }
    }

    private Said say(Rest at, Chat chat) {
        String text = "around a frozen one " + UUID.randomUUID();
        long began = System.nanoTime();
        int status = chat.sayOnce(at, text).status();
        Said one = new Said(text, status, Lab.since(began));
        said.add(one);
        return one;
    }

    private List<Said> ofStatus(int status) {
        return said.stream().filter(one -> one.status() == status).toList();
    }

    private long stored(Said one) {
        return stack.database("messaging").number("select count(*) from message where message = ?", one.text());
    }
}
