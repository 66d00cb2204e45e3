package com.smipay.support.kit.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.compare.CopyWalk;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseStanding;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.threads.BackgroundTask;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.json.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Health checks in the terms of this product: live, ready, and degraded, which is shown but serves on.
public final class HealthChecks {
    private HealthChecks() {}

    /// What one readiness check found.
    ///
    /// @param ready whether traffic may come
    /// @param degraded whether something is missing that the service can do without
    /// @param details numbers and words for people; no secrets
    public record Finding(boolean ready, boolean degraded, Map<String, Object> details) {}

    /// What health looks at in a service with a database and copies: ready when it has migrated, reaches a database
    /// that takes changes, has caught up in all groups that it reads topics in, and is not about to stop.
    public static List<HealthCheck> ofDatabaseService(
            ServiceApplication application,
            SchemaSetup schema,
            Database database,
            List<EventConsumer> consumers,
            TopicSetup topics,
            OutboxRelay relay,
            Chores chores,
            List<CopyWalk> walks) {
        List<BackgroundTask> tasks = Stream.concat(
                        consumers.stream().flatMap(consumer -> consumer.tasks().stream()),
                        Stream.of(relay.task(), chores.task(), topics.task()))
                .toList();
        return List.of(
                live(),
                notStopping(application::isStopping),
                readiness("database", () -> database(schema, database.standing())),
                readiness("copies", () -> copies(consumers)),
                topics(topics),
                tasks(tasks),
                readiness("chores", () -> chores(chores.states())),
                readiness("comparison", () -> comparison(walks)));
    }

    /// Whether the topics stand, or why they do not; and whether they stand as planned; where one does not, the command
    /// that mends it.
    public static HealthCheck topics(TopicSetup topics) {
        return readiness(
                "topics",
                () -> new Finding(
                        true,
                        !topics.done() || !topics.differences().isEmpty(),
                        Map.of(
                                "stand", topics.done(),
                                "reason", topics.reason(),
                                "differ", topics.differences())));
    }

    private static Finding database(SchemaSetup schema, DatabaseStanding standing) {
        return new Finding(
                schema.done() && standing.writable(),
                false,
                Map.of(
                        "answers",
                        standing.answers(),
                        "writable",
                        standing.writable(),
                        "reason",
                        standing.sentence(),
                        "schema",
                        schema.sentence(),
                        "timeouts",
                        standing.timeouts()));
    }

    /// What is known of a service's background threads. One that stands still lets the service serve on, and somebody
    /// should look.
    public static HealthCheck tasks(List<BackgroundTask> tasks) {
        return readiness("tasks", () -> heardOf(tasks));
    }

    private static Finding heardOf(List<BackgroundTask> tasks) {
        Map<String, Object> seen = new TreeMap<>();
        tasks.forEach(task -> seen.put(
                task.name(),
                Map.of("age-ms", task.age().toMillis(), "restarts", task.restarts(), "stuck", task.isStuck())));
        return new Finding(true, tasks.stream().anyMatch(BackgroundTask::isStuck), seen);
    }

    private static Finding chores(Map<String, Chores.State> states) {
        Map<String, Object> seen = new TreeMap<>();
        states.forEach((name, state) -> seen.put(
                name, Map.of("age-ms", state.age().toMillis(), "failures", state.failures(), "late", state.late())));
        return new Finding(true, states.values().stream().anyMatch(Chores.State::late), seen);
    }

    /// What can't be mended needs a person: a copy that is ahead of its owner says that the owner was restored and no
    /// epoch begun.
    private static Finding comparison(List<CopyWalk> walks) {
        Map<String, Object> seen = new TreeMap<>();
        walks.forEach(walk -> {
            CopyWalk.Standing standing = walk.standing();
            seen.put(
                    walk.name(),
                    Map.of(
                            "age-ms",
                            standing.age().toMillis(),
                            "walks",
                            standing.walks(),
                            "mended",
                            standing.mended(),
                            "differing",
                            standing.differing()));
        });
        return new Finding(true, walks.stream().anyMatch(walk -> walk.standing().differing() > 0), seen);
    }

    /// Ready when the consumer has caught up, or when it could not be known at the start what there is to catch up
    /// with. Degraded then, without a broker, while the stream of records dies again and again, and while something
    /// is dead-lettered: a copy lacks what nobody has decided about yet.
    private static Finding copies(List<EventConsumer> consumers) {
        Map<String, Long> deadLetters = new TreeMap<>();
        consumers.forEach(consumer -> deadLetters.putAll(consumer.deadLetters()));
        boolean caughtUp = consumers.stream().allMatch(EventConsumer::caughtUp);
        return new Finding(
                consumers.stream().allMatch(EventConsumer::serves),
                consumers.stream().anyMatch(EventConsumer::degraded) || !caughtUp || !deadLetters.isEmpty(),
                Map.of(
                        "lag",
                        lag(consumers),
                        "stream-dies",
                        consumers.stream().anyMatch(EventConsumer::streamDies),
                        "dead_letters",
                        deadLetters,
                        "caught-up",
                        caughtUp,
                        "kafka",
                        consumers.getFirst().broker()));
    }

    /// A sum of which a part is unknown would look well.
    private static Object lag(List<EventConsumer> consumers) {
        List<Long> lags = consumers.stream().map(EventConsumer::lag).toList();
        return lags.stream().anyMatch(lag -> lag < 0)
                ? "unknown"
                : lags.stream().mapToLong(Long::longValue).sum();
    }

    /// A check that decides readiness, with its details.
    public static HealthCheck readiness(String name, Supplier<Finding> finding) {
        return check(HealthCheckType.READINESS, name, () -> {
            Finding found = finding.get();
            HealthCheckResponse.Builder response =
                    HealthCheckResponse.builder().status(found.ready()).detail("degraded", found.degraded());
            found.details().forEach((detail, value) -> response.detail(detail, json(value)));
            return response.build();
        });
    }

    /// Helidon writes a map as the text that Java has for it, and its own JSON as it is.
    private static Object json(Object value) {
        try {
            return value instanceof Map
                    ? JsonParser.create(Json.mapper().writeValueAsString(value)).readJsonObject()
                    : value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A detail of a health check that JSON can't carry", e);
        }
    }

    public static HealthCheck live() {
        return check(
                HealthCheckType.LIVENESS,
                "serving",
                () -> HealthCheckResponse.builder().status(true).build());
    }

    /// Turns readiness off while the service stops.
    public static HealthCheck notStopping(BooleanSupplier stopping) {
        return check(
                HealthCheckType.READINESS,
                "not-stopping",
                () -> HealthCheckResponse.builder()
                        .status(!stopping.getAsBoolean())
                        .build());
    }

    private static HealthCheck check(HealthCheckType type, String name, Supplier<HealthCheckResponse> call) {
        return new HealthCheck() {
            @Override
            public HealthCheckType type() {
                return type;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public HealthCheckResponse call() {
                return call.get();
            }
        };
    }
}
