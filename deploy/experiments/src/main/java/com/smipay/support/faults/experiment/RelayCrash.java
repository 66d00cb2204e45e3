package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.faults.stack.TopicLog;
import com.smipay.support.local.process.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// `kill -9` of the relay after it has published a batch and before it has deleted it. So that this is no matter of
/// luck, a trigger of the experiment's own holds the deletion up. Recovery: until the service takes messages again.
final class RelayCrash implements Experiment {
    private static final int ROUNDS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOCK = 471_147;
    private static final String HOLD = """
            create function faults_hold() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(%d);
              return null;
            end $$;
            create trigger faults_hold before delete on outbox for each statement execute function faults_hold();
            """.formatted(LOCK);
    private static final String LET_GO = "drop trigger faults_hold on outbox; drop function faults_hold()";

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
        long again = 0;
        try (Traffic traffic = lab.people()) {
            execute(stack, HOLD);
            try {
                for (int round = 0; round < rounds; round++) {
                    lab.letGo(Duration.ofMillis(200), Duration.ofMillis(800));
                    long killed = crash(stack);
                    Waiting.until(LIMIT, () -> traffic.journal().recovery(OwnStack.MESSAGING, killed) != null);
                    Duration recovery = traffic.journal().recovery(OwnStack.MESSAGING, killed);
                    if (recovery != null) {
                        recoveries.add(recovery);
                    }
                    stack.part(OwnStack.MESSAGING).awaitReady();
                }
            } finally {
                execute(stack, LET_GO);
            }
            traffic.stop();
            Verdict verdict = Verdict.of(stack, traffic);
            again = publishedAgain(stack);
            return Outcome.of(name(), rounds + " x kill -9 between publish and delete", verdict, recoveries)
                    .expect(recoveries.size() == rounds, "It did not come back in time")
                    .expect(again > 0, "No batch was published again: the crash was not where it was to be")
                    .with("events published again", again);
        }
    }

    /// @return the moment
    private static long crash(OwnStack stack) throws IOException {
        TopicLog topics = new TopicLog(stack.kafka());
        try (Connection holding = stack.database("messaging").open();
                Statement lock = holding.createStatement()) {
            lock.execute("select pg_advisory_lock(" + LOCK + ")");
            Map<TopicPartition, Long> mark = topics.ends(List.of(Topics.MESSAGES));
            // Published, and its deletion waits for the lock that is held here.
            Waiting.until(
                    LIMIT,
                    () -> !topics.since(mark, List.of(Topics.MESSAGES)).isEmpty()
                            && !stack.database("messaging")
                                    .text("select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                            + " and objid = " + LOCK)
                                    .equals("0"));
            long killed = System.nanoTime();
            stack.part(OwnStack.MESSAGING).kill();
            return killed;
        } catch (SQLException e) {
            throw new IOException("The deletion can't be held up", e);
        }
    }

    private static long publishedAgain(OwnStack stack) {
        List<String> ids = new TopicLog(stack.kafka())
                .since(Map.of(), List.of(Topics.MESSAGES)).stream()
                        .map(item -> TopicLog.header(item, "ce_id"))
                        .toList();
        return ids.size() - ids.stream().distinct().count();
    }

    private static void execute(OwnStack stack, String sql) throws IOException {
        try (Connection connection = stack.database("messaging").open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
