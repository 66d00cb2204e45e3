package com.smipay.support.kit.runtime;

import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseStanding;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.http.Faults;
import com.smipay.support.kit.threads.BackgroundTask;
import io.helidon.health.HealthCheck;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service's start and stop. Parts are stopped in the reverse order of their start; a part that fails to stop does
/// not keep the others from it. Stopping begins with "not ready", so that nobody sends more.
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /// A part that can be stopped.
    @FunctionalInterface
    public interface Part {
        void stop() throws Exception;
    }

    private record Named(String name, Part part) {}

    private final String service;
    private final Deque<Named> parts = new ArrayDeque<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Lifecycle(String service) {
        this.service = service;
    }

    /// Names a part that is started, to be stopped before everything that was named earlier.
    public synchronized void started(String name, Part part) {
        parts.push(new Named(name, part));
    }

    /// Goes on serving for a while after it has said that it is not ready: as long as it takes whoever sends requests
    /// here to look, and to send them elsewhere. Named last, so that it comes first when the service stops.
    ///
    /// @param time nothing where nobody else could take over
    public void drainFor(Duration time) {
        started("readiness", () -> Thread.sleep(time));
    }

    /// What health looks at in a service with a database and copies: ready when it has migrated, reaches a database
    /// that takes changes, has caught up, and is not about to stop.
    ///
    /// @param others threads beside the consumer's
    public List<HealthCheck> checks(
            SchemaSetup schema, Database database, EventConsumer consumer, BackgroundTask... others) {
        List<BackgroundTask> duties =
                Stream.concat(consumer.duties().stream(), Stream.of(others)).toList();
        return List.of(
                liveness(),
                stoppingCheck(),
                readiness("database", () -> database(schema, database.standing())),
                copies(consumer),
                readiness("duties", () -> duties(duties)));
    }

    private static HealthReport.Finding database(SchemaSetup schema, DatabaseStanding standing) {
        return new HealthReport.Finding(
                schema.done() && standing.writable(),
                false,
                Map.of(
                        "answers",
                        standing.answers(),
                        "writable",
                        standing.writable(),
                        "schema",
                        schema.done() ? "up to date" : "waits",
                        "timeouts",
                        standing.timeouts()));
    }

    /// A service whose background threads stand still serves on, and somebody should look.
    public static HealthReport.Finding duties(List<BackgroundTask> duties) {
        Map<String, Object> seen = new TreeMap<>();
        duties.forEach(duty -> seen.put(
                duty.name(),
                Map.of("age-ms", duty.age().toMillis(), "restarts", duty.restarts(), "stuck", duty.isStuck())));
        return new HealthReport.Finding(true, duties.stream().anyMatch(BackgroundTask::isStuck), seen);
    }

    /// The check that turns readiness off while the service stops.
    public HealthCheck stoppingCheck() {
        return HealthReport.notStopping(stopping);
    }

    /// A check that decides readiness, with its details.
    public static HealthCheck readiness(String name, Supplier<HealthReport.Finding> finding) {
        return HealthReport.readiness(name, finding);
    }

    /// Ready when the consumer has caught up, or when it could not be known at the start what there is to catch up
    /// with. Degraded then, without a broker, and while something is dead-lettered: a copy lacks what nobody has
    /// decided about
    /// yet.
    public static HealthCheck copies(EventConsumer consumer) {
        return readiness("copies", () -> {
            Map<String, Long> deadLetters = consumer.deadLetters();
            return new HealthReport.Finding(
                    consumer.serves(),
                    consumer.degraded() || !consumer.caughtUp() || !deadLetters.isEmpty(),
                    Map.of(
                            "lag",
                            consumer.lag(),
                            "dead_letters",
                            deadLetters,
                            "caught-up",
                            consumer.caughtUp(),
                            "kafka",
                            consumer.broker()));
        });
    }

    public static HealthCheck liveness() {
        return HealthReport.live();
    }

    /// Stops on the first signal; a second one ends the process at once.
    public void stopOnSignals() {
        Signals.onTermination(
                () -> {
                    close();
                    Runtime.getRuntime().halt(0);
                },
                () -> Runtime.getRuntime().halt(130));
    }

    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStop();
            return;
        }
        LOG.info("{} is stopping", service);
        Deque<Named> toStop;
        synchronized (this) {
            toStop = new ArrayDeque<>(parts);
        }
        for (Named named : toStop) {
            stop(named);
        }
        LOG.info("{} has stopped", service);
        stopped.countDown();
    }

    private static void stop(Named named) {
        try {
            named.part().stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while stopping {}", named.name());
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly: {}", named.name(), Faults.describe(e));
        }
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
