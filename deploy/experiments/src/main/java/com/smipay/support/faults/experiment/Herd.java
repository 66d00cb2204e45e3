package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Answer;
import com.smipay.support.faults.load.Crowd;
import com.smipay.support.faults.load.Person;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Thousands of clients lose their lines at once and come back at once, while REST stays usable. Recovery: until the
/// last one is back.
final class Herd implements Experiment {
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
            List<Duration> answers = new ArrayList<>();
            AtomicBoolean watching = new AtomicBoolean(true);
            List<Integer> failures = new ArrayList<>();
            Thread rest = Thread.ofVirtual().start(() -> use(stack, watching, answers, failures));
            crowd.scatter();
            long began = System.nanoTime();
            boolean back = Waiting.until(LIMIT, () -> crowd.connected() == clients);
            Duration recovery = Duration.ofNanos(System.nanoTime() - began);
            watching.set(false);
            join(rest);
            traffic.stop();
            answers.sort(null);
            Duration slowest = answers.isEmpty() ? Duration.ZERO : answers.getLast();
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
                    .expect(failures.isEmpty(), "REST meanwhile: " + failures)
                    .expect(lab.isShort() || slowest.compareTo(USABLE) <= 0, "REST took " + slowest)
                    .with("tries that failed", crowd.failures())
                    .with("REST calls meanwhile", answers.size())
                    .with("slowest REST call ms", slowest.toMillis());
        }
    }

    private static void use(OwnStack stack, AtomicBoolean watching, List<Duration> answers, List<Integer> failures) {
        Rest rest = new Rest(stack.gateway());
        Person person = Person.user(stack.secret(Secret.JWT_HS256));
        while (watching.get()) {
            long began = System.nanoTime();
            Answer answer = rest.get(person, "/api/v1/support/my-tickets");
            answers.add(Duration.ofNanos(System.nanoTime() - began));
            if (!answer.isSuccess()) {
                failures.add(answer.status());
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
