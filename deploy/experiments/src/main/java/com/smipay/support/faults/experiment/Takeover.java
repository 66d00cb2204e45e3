package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.HeldRelay;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.faults.stack.Rows;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `kill -9` of the replica that relays, in the middle of a batch: the other one goes on within a second. Recovery:
/// from its death, which the kernel takes some tenths of a second for, until everything that lay in the outbox when
/// it was killed is published and deleted, the batch of the dead one with it.
final class Takeover implements Experiment {
    private static final int ROUNDS = 10;
    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// @param death when the process was gone
    /// @param last position in the outbox when it was killed
    private record Crash(StackPart victim, long death, String last) {}

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public String what() {
        return "kill -9 of the replica that relays, in the middle of a batch";
    }

    @Override
    public Map<String, String> settings() {
        return Replicated.SETTINGS;
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 2);
        OwnStack stack = lab.stack();
        HeldRelay relay = new HeldRelay(stack.database("messaging"));
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            relay.prepare();
            try {
                for (int round = 0; round < rounds; round++) {
                    lab.letGo(Duration.ofMillis(200), Duration.ofMillis(800));
                    recoveries.add(once(stack, relay));
                }
            } finally {
                relay.restore();
            }
            traffic.stop();
            Verdict verdict = Verdict.of(stack, traffic);
            return Outcome.of(name(), rounds + " x kill -9 of the one that relays", verdict, recoveries)
                    .expect(
                            recoveries.stream().allMatch(each -> each.compareTo(PROMISE) <= 0),
                            "The other one took longer than a second");
        }
    }

    private static Duration once(OwnStack stack, HeldRelay relay) throws IOException {
        Rows outbox = stack.database("messaging");
        Crash crash = relay.hold(process -> {
            StackPart part = relaying(stack, process);
            String last = outbox.text("select max(position) from outbox");
            part.kill();
            return new Crash(part, System.nanoTime(), last);
        });
        if (!Waiting.until(
                LIMIT,
                () -> outbox.text("select count(*) from outbox where position <= " + crash.last())
                        .equals("0"))) {
            throw new IOException("Nobody goes on");
        }
        Duration recovery = Duration.ofNanos(System.nanoTime() - crash.death());
        crash.victim().awaitReady();
        return recovery;
    }

    private static StackPart relaying(OwnStack stack, long process) throws IOException {
        return Replicated.replicas(OwnStack.MESSAGING).stream()
                .map(stack::part)
                .filter(part -> part.process().pid() == process)
                .findFirst()
                .orElseThrow(() -> new IOException("No replica is process " + process));
    }
}
