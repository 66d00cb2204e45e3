package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Crowd;
import com.smipay.support.faults.load.Reader;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Thousands of clients lose their lines at once and come back at once, while REST stays usable. Recovery: until the
/// last one is back.
final class ReconnectStorm implements Experiment {
    private static final int CLIENTS = 5_000;
    private static final int CLIENTS_IN_SHORT = 300;
    private static final Duration PROMISE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration USABLE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "herd";
    }

    @Override
    public String what() {
        return "thousands of clients reconnecting at once";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        int clients = lab.isShort() ? CLIENTS_IN_SHORT : CLIENTS;
        try (Traffic traffic = lab.people();
                Crowd crowd = new Crowd(stack.gateway(), stack.secret(Secret.JWT_HS256))) {
            crowd.gather(clients);
            boolean gathered = Waiting.until(LIMIT, () -> crowd.connected() == clients);
            Reader reader = Reader.start(stack);
            crowd.scatter();
            long began = System.nanoTime();
            boolean back = Waiting.until(LIMIT, () -> crowd.connected() == clients);
            Duration recovery = Duration.ofNanos(System.nanoTime() - began);
            reader.close();
            traffic.stop();
            return Outcome.of(
                            name(),
                            clients + " clients cut and back at once",
                            Verdict.of(stack, traffic),
                            List.of(recovery))
                    .expect(gathered, "They never came together")
                    .expect(back, "Not all came back: " + crowd.connected())
                    .expect(
                            lab.isShort() || recovery.compareTo(PROMISE) <= 0,
                            "Not all back within " + PROMISE.toSeconds() + " s")
                    .expect(reader.failures().isEmpty(), "REST meanwhile: " + reader.failures())
                    .expect(lab.isShort() || reader.slowest().compareTo(USABLE) <= 0, "REST took " + reader.slowest())
                    .with("tries that failed", crowd.failures())
                    .with("REST calls meanwhile", reader.calls())
                    .with("slowest REST call ms", reader.slowest().toMillis());
        }
    }
}
