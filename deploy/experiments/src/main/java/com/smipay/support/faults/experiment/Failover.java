package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The database's connections lead to what is a standby now, and new ones to the primary. Recovery: until each of the
/// three services has taken a write again.
final class Failover implements Experiment {
    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<String> DATABASES = List.of("ticket", "messaging", "rating");

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String what() {
        return "every connection that is open turns read-only, new ones are writable";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(3, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            for (int round = 0; round < rounds; round++) {
                lab.letGo(Duration.ofMillis(500), Duration.ofMillis(1_500));
                recoveries.add(recovery(lab.stack(), traffic.journal()));
            }
            traffic.stop();
            return Outcome.of(
                            name(),
                            rounds + " x every open connection read-only",
                            Verdict.of(lab.stack(), traffic),
                            recoveries)
                    .expect(
                            lab.isShort() || recoveries.stream().allMatch(each -> each.compareTo(PROMISE) <= 0),
                            "No writes within " + PROMISE.toSeconds() + " s")
                    .expect(recoveries.stream().allMatch(each -> each.compareTo(LIMIT) < 0), "No writes any more")
                    .with("refused and tried again", traffic.journal().refusals());
        }
    }

    private static Duration recovery(OwnStack stack, Journal journal) throws IOException {
        try {
            // Sessions took their database's word at their start: only new ones hear the second.
            tell(stack, "alter system set default_transaction_read_only = on");
            for (String database : DATABASES) {
                tell(stack, "alter database " + database + " set default_transaction_read_only = off");
            }
            tell(stack, "select pg_reload_conf()");
            long turned = System.nanoTime();
            List<String> services = List.of(OwnStack.TICKET, OwnStack.MESSAGING, OwnStack.RATING);
            Waiting.until(
                    LIMIT, () -> services.stream().allMatch(service -> journal.recovery(service, turned) != null));
            return services.stream()
                    .flatMap(service -> Stream.ofNullable(journal.recovery(service, turned)))
                    .max(Duration::compareTo)
                    .orElse(LIMIT);
        } finally {
            tell(stack, "alter system reset default_transaction_read_only");
            tell(stack, "select pg_reload_conf()");
        }
    }

    private static void tell(OwnStack stack, String sql) {
        try (Connection connection = stack.database("postgres").open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }
}
