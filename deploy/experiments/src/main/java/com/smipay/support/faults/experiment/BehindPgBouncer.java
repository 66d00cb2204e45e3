package com.smipay.support.faults.experiment;

import static com.smipay.support.local.home.Services.MESSAGING;

import com.smipay.support.faults.experiment.Lab.Trouble;
import com.smipay.support.faults.load.LiveChats;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Pooler;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.postgres.PgBouncer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The services reach PostgreSQL through a PgBouncer in transaction mode, which has fewer connections to it than they
/// have to PgBouncer: one transaction after the other runs on another of them. Meanwhile PgBouncer is killed, loses
/// all its connections and stands still, and a replica behind it is killed in its transactions. Recovery: from the
/// moment when it takes connections, or orders, again until each of the three services has taken a request; of the
/// replica, from its death until messaging has.
final class BehindPgBouncer {
    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration PAUSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_CHATS = Duration.ofSeconds(1);

    private final Lab lab;
    private final OwnStack stack;
    private final Pooler pooler;
    private final List<Duration> recoveries = new ArrayList<>();
    private long connections;
    private long clients;
    private int standstills;

    private BehindPgBouncer(Lab lab) {
        this.lab = lab;
        this.stack = lab.stack();
        this.pooler = Pooler.of(stack);
    }

    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Catalogue.TWO_OF_EACH);
        PgBouncer.find().ifPresent(program -> settings.put("SUPPORT_PGBOUNCER", program.toString()));
        return settings;
    }

    static Outcome run(Lab lab) throws IOException {
        if (PgBouncer.find().isEmpty()) {
            String why = "left out: pgbouncer is not installed here";
            return Outcome.of(lab.experiment(), why, Finding.NOTHING, List.of(), List.of());
        }
        return new BehindPgBouncer(lab).run(lab.rounds(5, 1));
    }

    private Outcome run(int rounds) throws IOException {
        List<Trouble> troubles = List.of(this::killed, this::disconnected, this::paused, this::replicaKilled);
        try (Traffic traffic = lab.people();
                LiveChats chats = LiveChats.start(stack, lab.isShort() ? 1 : 2, BETWEEN_CHATS)) {
            for (int round = 0; round < rounds; round++) {
                for (Trouble trouble : troubles) {
                    lab.letGo(Duration.ofMillis(500), Duration.ofMillis(2_000));
                    look();
                    recoveries.add(trouble.once(traffic));
                }
            }
            lab.letGo(Duration.ofMillis(500), Duration.ofMillis(2_000));
            look();
            traffic.stop();
            chats.stop();
            return judged(rounds, traffic, chats);
        }
    }

    private Outcome judged(int rounds, Traffic traffic, LiveChats chats) throws IOException {
        Verdict tickets = traffic.verdict();
        Verdict lives = chats.verdict();
        List<String> broken = new ArrayList<>(tickets.broken());
        broken.addAll(lives.broken());
        return Outcome.of(
                        lab.experiment(),
                        rounds + " x PgBouncer killed, cut off and paused, and a replica killed",
                        tickets.finding().plus(lives.finding()),
                        recoveries,
                        broken)
                .within(lab.time(PROMISE, LIMIT))
                .expect(chats.ended() > 0, "No chat came to its end")
                .expect(standstills == rounds, "It stood still " + standstills + " times of " + rounds)
                .expect(clients > connections, clients + " connections shared " + connections + " to the server")
                .with(
                        Outcome.REFUSED,
                        traffic.journal().refusals() + chats.journal().refusals())
                .with(
                        Outcome.LOST,
                        traffic.journal().lostAnswers() + chats.journal().lostAnswers())
                .with("chats", chats.ended())
                .with("most connections to PgBouncer", clients)
                .with("most connections of PgBouncer to the server", connections);
    }

    private void look() throws IOException {
        connections = Math.max(connections, pooler.connections());
        clients = Math.max(clients, pooler.clients());
    }

    private Duration killed(Traffic traffic) throws IOException {
        pooler.part().kill();
        pooler.part().awaitReady();
        return traffic.journal().awaitRecovery(LIMIT, System.nanoTime(), Services.WITH_DATABASE);
    }

    private Duration disconnected(Traffic traffic) throws IOException {
        pooler.disconnect();
        return traffic.journal().awaitRecovery(LIMIT, System.nanoTime(), Services.WITH_DATABASE);
    }

    private Duration paused(Traffic traffic) throws IOException {
        try {
            boolean isPaused = pooler.pause(PAUSE_LIMIT);
            lab.letGo(Duration.ofMillis(500), Duration.ofMillis(2_500));
            standstills += isPaused && pooler.isPaused() ? 1 : 0;
        } finally {
            pooler.resume();
        }
        return traffic.journal().awaitRecovery(LIMIT, System.nanoTime(), Services.WITH_DATABASE);
    }

    private Duration replicaKilled(Traffic traffic) throws IOException {
        List<StackPart> replicas = stack.replicas(MESSAGING);
        StackPart replica = replicas.get(lab.random().nextInt(replicas.size()));
        replica.kill();
        Duration recovery = traffic.journal().awaitRecovery(LIMIT, System.nanoTime(), List.of(MESSAGING));
        replica.awaitReady();
        return recovery;
    }
}
