package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.HeldRelay;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.faults.stack.TopicLog;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `kill -9` of the relay after it has published a batch and before it has deleted it. So that this is no matter of
/// luck, a trigger of the experiment's own holds the deletion up. Recovery: until the service takes messages again.
final class RelayCrash implements Experiment {
    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "relay-crash";
    }

    @Override
    public String what() {
        return "kill -9 of the relay between publishing a batch and deleting it";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        OwnStack stack = lab.stack();
        HeldRelay relay = new HeldRelay(stack.database("messaging"));
        try (Traffic traffic = lab.people()) {
            relay.prepare();
            try {
                for (int round = 0; round < rounds; round++) {
                    lab.letGo(Duration.ofMillis(200), Duration.ofMillis(800));
                    long killed = relay.hold(process -> kill(stack));
                    Waiting.until(LIMIT, () -> traffic.journal().recovery(OwnStack.MESSAGING, killed) != null);
                    Duration recovery = traffic.journal().recovery(OwnStack.MESSAGING, killed);
                    if (recovery != null) {
                        recoveries.add(recovery);
                    }
                    stack.part(OwnStack.MESSAGING).awaitReady();
                }
            } finally {
                relay.restore();
            }
            traffic.stop();
            Verdict verdict = Verdict.of(stack, traffic);
            long again = publishedAgain(stack);
            return Outcome.of(name(), rounds + " x kill -9 between publish and delete", verdict, recoveries)
                    .expect(recoveries.size() == rounds, "It did not come back in time")
                    .expect(again > 0, "No batch was published again: the crash was not where it was to be")
                    .with("events published again", again);
        }
    }

    /// @return the moment
    private static long kill(OwnStack stack) {
        long killed = System.nanoTime();
        stack.part(OwnStack.MESSAGING).kill();
        return killed;
    }

    private static long publishedAgain(OwnStack stack) {
        List<String> ids = new TopicLog(stack.kafka())
                .since(Map.of(), List.of(Topics.MESSAGES)).stream()
                        .map(item -> TopicLog.header(item, "ce_id"))
                        .toList();
        return ids.size() - ids.stream().distinct().count();
    }
}
