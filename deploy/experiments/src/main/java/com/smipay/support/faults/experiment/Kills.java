package com.smipay.support.faults.experiment;

import static com.smipay.support.local.home.Services.MESSAGING;
import static com.smipay.support.local.home.Services.RATING;
import static com.smipay.support.local.home.Services.REALTIME;
import static com.smipay.support.local.home.Services.TICKET;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.LiveChats;
import com.smipay.support.faults.load.Reader;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.HeldRelay;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.topic.TopicReader;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Processes and connections that end at random moments while people talk.
final class Kills {
    private static final Duration COMEBACK = Duration.ofMinutes(2);

    /// For a database that is back, or another one in its place.
    private static final Duration DATABASE_PROMISE = Duration.ofSeconds(5);

    private static final Duration DATABASE_LIMIT = Duration.ofMinutes(1);
    private static final Duration TAKEOVER_PROMISE = Duration.ofSeconds(1);

    private Kills() {}

    /// `kill -9` of one process. Recovery: until the first request that was sent after it is taken; of realtime and the
    /// gateway until every phone is in its room again.
    static Outcome process(Lab lab, String process) throws IOException {
        StackPart part = lab.stack().part(process);
        boolean holdsSockets = process.equals(REALTIME) || process.equals("gateway");
        int rounds = lab.rounds(20, 1);
        return lab.again(
                        rounds,
                        Duration.ofMillis(200),
                        Duration.ofMillis(1_500),
                        rounds + " x kill -9 of " + process,
                        traffic -> {
                            long killed = System.nanoTime();
                            part.kill();
                            Duration recovery = holdsSockets
                                    ? traffic.awaitReturn(killed, Duration.ofSeconds(3))
                                    : traffic.journal().awaitRecovery(COMEBACK, killed, List.of(process));
                            part.awaitReady();
                            return recovery;
                        })
                .within(COMEBACK);
    }

    /// One replica of a service after the other is told to stop and comes back, as in an update: nobody's request
    /// fails. Recovery: until the replica serves again; of realtime until every phone is in its room again.
    static Outcome rolling(Lab lab, String service) throws IOException {
        int rounds = lab.rounds(3, 1);
        AtomicInteger turn = new AtomicInteger();
        try (Reader reader = Reader.start(lab.stack())) {
            Outcome outcome = lab.again(
                    2 * rounds,
                    Duration.ofMillis(300),
                    Duration.ofMillis(1_000),
                    rounds + " x each of two replicas, SIGTERM",
                    traffic -> {
                        StackPart replica = lab.stack().replicas(service).get(turn.getAndIncrement() % 2);
                        return restarted(replica, service.equals(REALTIME), traffic);
                    });
            return outcome.nobodyNoticed()
                    .expect(reader.failures().isEmpty(), "Reading meanwhile: " + reader.failures())
                    .with("calls that only read", reader.calls());
        }
    }

    private static Duration restarted(StackPart replica, boolean holdsSockets, Traffic traffic) throws IOException {
        long told = System.nanoTime();
        replica.stop();
        if (holdsSockets) {
            Duration settled = traffic.awaitReturn(told, Duration.ofSeconds(5));
            replica.awaitReady();
            return settled;
        }
        replica.awaitReady();
        return Lab.since(told);
    }

    /// `kill -9` of each service in turn, at random moments of live chats: while they are claimed, handed over, made
    /// into tickets, closed and rated. Recovery: until the one that was killed is ready again.
    static Outcome liveChats(Lab lab) throws IOException {
        int rounds = lab.rounds(5, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (LiveChats chats = LiveChats.start(lab.stack(), lab.isShort() ? 2 : 4)) {
            for (int round = 0; round < rounds; round++) {
                for (String service : List.of(MESSAGING, TICKET, REALTIME, RATING)) {
                    lab.letGo(Duration.ofMillis(300), Duration.ofMillis(2_000));
                    StackPart part = lab.stack().part(service);
                    long killed = System.nanoTime();
                    part.kill();
                    part.awaitReady();
                    recoveries.add(Lab.since(killed));
                }
            }
            chats.stop();
            return lab.outcome(rounds + " x kill -9 of each service", chats.verdict(), chats.journal(), recoveries)
                    .expect(chats.ended() > rounds, "Only " + chats.ended() + " chats came to their end")
                    .with("chats that were claimed, handed over, made into a ticket, closed and rated", chats.ended());
        }
    }

    /// `kill -9` of PostgreSQL's main process. Recovery: from the moment when it takes connections again until each of
    /// the three services has taken a request.
    static Outcome postgres(Lab lab) throws IOException {
        StackPart postgres = lab.stack().part("postgres");
        Database database = lab.stack().database("ticket");
        int rounds = lab.rounds(5, 1);
        return lab.again(
                        rounds,
                        Duration.ofMillis(500),
                        Duration.ofMillis(2_000),
                        rounds + " x kill -9 of PostgreSQL",
                        traffic -> {
                            postgres.kill();
                            Waiting.until(DATABASE_LIMIT, () -> answers(database));
                            Duration recovery = traffic.journal()
                                    .awaitRecovery(DATABASE_LIMIT, System.nanoTime(), Services.WITH_DATABASE);
                            postgres.awaitReady();
                            return recovery;
                        })
                .within(lab.time(DATABASE_PROMISE, DATABASE_LIMIT));
    }

    private static boolean answers(Database database) {
        try {
            return database.text("select 'here'").equals("here");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /// The database's connections lead to what is a standby now, and new ones to the primary. Recovery: until each of
    /// the three services has taken a write again.
    static Outcome failover(Lab lab) throws IOException {
        Database server = lab.stack().database("postgres");
        int rounds = lab.rounds(3, 1);
        return lab.again(
                        rounds,
                        Duration.ofMillis(500),
                        Duration.ofMillis(1_500),
                        rounds + " x every open connection read-only",
                        traffic -> failedOver(server, traffic))
                .within(lab.time(DATABASE_PROMISE, DATABASE_LIMIT));
    }

    private static Duration failedOver(Database server, Traffic traffic) throws IOException {
        try {
            // Sessions took their database's word at their start: only new ones hear the second.
            server.execute("alter system set default_transaction_read_only = on");
            for (String database : Services.DATABASES) {
                server.execute("alter database " + database + " set default_transaction_read_only = off");
            }
            server.execute("select pg_reload_conf()");
            return traffic.journal().awaitRecovery(DATABASE_LIMIT, System.nanoTime(), Services.WITH_DATABASE);
        } finally {
            server.execute("alter system reset default_transaction_read_only");
            server.execute("select pg_reload_conf()");
        }
    }

    /// `kill -9` of the relay after it has published a batch and before it has deleted it. So that this is no matter of
    /// luck, a trigger of the experiment's own holds the deletion up. Recovery: until the service takes messages
    /// again.
    static Outcome relay(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        int rounds = lab.rounds(5, 1);
        try (HeldRelay relay = HeldRelay.prepare(stack.database("messaging"))) {
            Outcome outcome = lab.again(
                    rounds,
                    Duration.ofMillis(200),
                    Duration.ofMillis(800),
                    rounds + " x kill -9 between publish and delete",
                    traffic -> {
                        Crash crash = relay.hold(process -> crash(stack, process));
                        Duration recovery =
                                traffic.journal().awaitRecovery(COMEBACK, crash.began(), List.of(MESSAGING));
                        crash.victim().awaitReady();
                        return recovery;
                    });
            long again = publishedAgain(stack);
            return outcome.within(COMEBACK)
                    .expect(again > 0, "No batch was published again: the crash was not where it was to be")
                    .with("events published again", again);
        }
    }

    private static long publishedAgain(OwnStack stack) {
        List<String> ids = new TopicReader(stack.kafka())
                .all(List.of(Topics.MESSAGES)).stream()
                        .map(item -> String.valueOf(TopicReader.header(item, "ce_id")))
                        .toList();
        return ids.size() - ids.stream().distinct().count();
    }

    /// `kill -9` of the replica that relays, in the middle of a batch: the other one goes on within a second. Recovery:
    /// from its death, which the kernel takes some tenths of a second for, until everything that lay in the outbox
    /// when it was killed is published and deleted, the batch of the dead one with it.
    static Outcome takeover(Lab lab) throws IOException {
        int rounds = lab.rounds(10, 2);
        try (HeldRelay relay = HeldRelay.prepare(lab.stack().database("messaging"))) {
            return lab.again(
                            rounds,
                            Duration.ofMillis(200),
                            Duration.ofMillis(800),
                            rounds + " x kill -9 of the one that relays",
                            traffic -> takenOver(lab.stack(), relay))
                    .within(TAKEOVER_PROMISE);
        }
    }

    /// @param began when it was told to die
    /// @param death when the process was gone
    /// @param last position in the outbox when it was killed
    private record Crash(StackPart victim, long began, long death, String last) {}

    private static Crash crash(OwnStack stack, long process) throws IOException {
        StackPart victim = relaying(stack, process);
        String last = stack.database("messaging").text("select max(position) from outbox");
        long began = System.nanoTime();
        victim.kill();
        return new Crash(victim, began, System.nanoTime(), last);
    }

    private static Duration takenOver(OwnStack stack, HeldRelay relay) throws IOException {
        Database outbox = stack.database("messaging");
        Crash crash = relay.hold(process -> crash(stack, process));
        String waiting = "select count(*) from outbox where position <= " + crash.last();
        if (!Waiting.until(Duration.ofSeconds(30), () -> outbox.number(waiting) == 0)) {
            throw new IOException("Nobody goes on");
        }
        Duration recovery = Lab.since(crash.death());
        crash.victim().awaitReady();
        return recovery;
    }

    private static StackPart relaying(OwnStack stack, long process) throws IOException {
        return stack.replicas(MESSAGING).stream()
                .filter(part -> part.process().pid() == process)
                .findFirst()
                .orElseThrow(() -> new IOException("No replica is process " + process));
    }
}
