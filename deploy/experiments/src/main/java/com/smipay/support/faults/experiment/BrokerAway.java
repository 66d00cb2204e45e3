package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Outboxes;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.outside.StackPart.Frozen;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The broker is away, dead or hanging: no REST answer changes, and the backlog drains in order. Recovery: from the
/// moment when it may come back until no outbox holds anything.
final class BrokerAway implements Experiment {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final boolean hangs;
    private final Duration absence;

    private BrokerAway(boolean hangs, Duration absence) {
        this.hangs = hangs;
        this.absence = absence;
    }

    static BrokerAway killed() {
        return new BrokerAway(false, Duration.ofMinutes(2));
    }

    static BrokerAway hanging() {
        return new BrokerAway(true, Duration.ofSeconds(30));
    }

    @Override
    public String name() {
        return hangs ? "broker-hangs" : "broker-away";
    }

    @Override
    public String what() {
        return hangs ? "SIGSTOP of the broker" : "kill -9 of the broker, and again whenever it comes back";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        Duration away = lab.time(absence, Duration.ofSeconds(4));
        OwnStack stack = lab.stack();
        try (Traffic traffic = lab.people()) {
            lab.letGo(Duration.ofMillis(500), Duration.ofMillis(1_000));
            if (hangs) {
                try (Frozen hanging = stack.part("kafka").freeze()) {
                    Waiting.pause(away);
                }
            } else {
                keepDead(stack, away);
            }
            long back = System.nanoTime();
            long backlog = new Outboxes(stack).waiting();
            traffic.stop();
            Waiting.until(LIMIT, Duration.ofMillis(100), () -> new Outboxes(stack).waiting() == 0);
            Duration recovery = Duration.ofNanos(System.nanoTime() - back);
            stack.part("kafka").awaitReady();
            Verdict verdict = Verdict.of(stack, traffic);
            Journal journal = traffic.journal();
            String done = (hangs ? "SIGSTOP for " : "kill -9, away for ") + away.toSeconds() + " s";
            return Outcome.of(name(), done, verdict, List.of(recovery))
                    .expect(journal.refusals() == 0, journal.refusals() + " requests were refused")
                    .expect(journal.lostAnswers() == 0, journal.lostAnswers() + " answers were lost")
                    .with("events that waited", backlog);
        }
    }

    /// Its keeper starts it again and again; it never gets far enough to serve.
    private static void keepDead(OwnStack stack, Duration away) throws IOException {
        long end = System.nanoTime() + away.toNanos();
        Path file = stack.home().kafka().resolve("process");
        while (System.nanoTime() < end) {
            String[] words = Files.readString(file).strip().split(" ", 2);
            if (words.length == 2) {
                new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1]))
                        .find()
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            Waiting.pause(Duration.ofMillis(20));
        }
    }
}
