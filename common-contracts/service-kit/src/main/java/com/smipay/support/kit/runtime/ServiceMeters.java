package com.smipay.support.kit.runtime;

import com.smipay.support.kit.compare.CopyWalk;
import com.smipay.support.kit.consume.EventConsumer;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.TopicSetup;
import com.smipay.support.kit.limit.RequestLimits;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.peer.PeerNotifier;
import com.smipay.support.kit.signing.SignatureFault;
import com.smipay.support.kit.threads.BackgroundTask;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/// What every database service shows at `/metrics` beside its requests (`architecture.md`, Telemetry). The registry is
/// one for the process: of several services in one JVM, in tests, the first one's numbers stay.
public final class ServiceMeters {
    private final MeterRegistry registry = Services.get(MeterRegistry.class);

    public ServiceMeters register(OutboxRelay relay) {
        gauge("support.outbox.depth", "Events that wait for the broker, -1 while the database is away", () ->
                (double) relay.gauges().seen().depth());
        gauge(
                "support.outbox.oldest.age.seconds",
                "How long the oldest of them waits",
                () -> relay.gauges().seen().oldestAgeSeconds());
        counter("support.outbox.published", "Events that the broker has acknowledged", relay, OutboxRelay::published);
        counter("support.outbox.failures", "Batches that the broker did not acknowledge", relay, OutboxRelay::failures);
        gauge(relay.task(), relay.task().name());
        return this;
    }

    public ServiceMeters register(EventConsumer consumer) {
        return register(consumer, "events");
    }

    /// A second one. Both have the tag: of numbers under one name the registry shows only those that have the tags of
    /// the first one.
    ///
    /// @param reads what it reads, in a word
    public ServiceMeters register(EventConsumer consumer, String reads) {
        Tag tag = Tag.create("reads", reads);
        gauge(
                "support.consumer.lag",
                "Records that wait to be applied, -1 while nobody knows",
                () -> (double) consumer.lag(),
                tag);
        counter(
                "support.consumer.dead.letters",
                "Records dead-lettered because they can never be applied",
                consumer,
                EventConsumer::deadLetteredCount,
                tag);
        gauge(
                "support.consumer.dead.letters.waiting",
                "Records that are dead-lettered until somebody replays or drops them",
                () -> (double) consumer.deadLetters().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                tag);
        counter("support.consumer.restarts", "Dead streams started again", consumer, EventConsumer::restarts, tag);
        gauge(
                "support.consumer.stream.dies",
                "1 while the stream has died and has not been alive for a while since, else 0",
                () -> consumer.streamDies() ? 1.0 : 0.0,
                tag);
        consumer.tasks().forEach(task -> gauge(task, task.name() + "-" + reads));
        return this;
    }

    public ServiceMeters register(PeerNotifier notifier) {
        for (String peer : notifier.failures().keySet()) {
            Tag tag = Tag.create("peer", peer);
            registry.getOrCreate(FunctionalCounter.builder(
                            "support.peer.notifications.failed",
                            notifier,
                            t -> t.failures().getOrDefault(peer, 0L))
                    .description("Events that a peer could not be told, and got through Kafka")
                    .addTag(tag));
        }
        return this;
    }

    public ServiceMeters register(Database database) {
        gauge(
                "support.database.usable",
                "1 while the database takes questions and changes, else 0",
                () -> database.standing().writable() ? 1.0 : 0.0);
        gauge("support.database.connections.active", "Connections in use", () -> (double) database.activeConnections());
        gauge("support.database.connections.waiting", "Callers that wait for a connection", () ->
                (double) database.waitingCallers());
        return this;
    }

    public ServiceMeters register(Broker broker) {
        gauge(
                "support.kafka.usable",
                "1 while Kafka answers and does what the service asks of it, else 0",
                () -> broker.usable() ? 1.0 : 0.0);
        return this;
    }

    public ServiceMeters register(TopicSetup topics) {
        gauge("support.topics.stand", "1 when every topic is known to exist, else 0", () -> topics.done() ? 1.0 : 0.0);
        gauge("support.topics.differing", "Topics that stand otherwise than planned", () ->
                (double) topics.differences().size());
        gauge(topics.task(), topics.task().name());
        return this;
    }

    /// Of a service that has no database, and so none of the parts above.
    public ServiceMeters register(List<BackgroundTask> tasks) {
        tasks.forEach(task -> gauge(task, task.name()));
        return this;
    }

    public ServiceMeters register(Chores chores) {
        gauge("support.chores.late", "Chores that should have been done long ago", () -> (double)
                chores.states().values().stream().filter(Chores.State::late).count());
        gauge(chores.task(), chores.task().name());
        return this;
    }

    public ServiceMeters register(CopyWalk walk) {
        Tag tag = Tag.create("of", walk.name());
        gauge(
                "support.copies.walk.age.seconds",
                "How long ago a copy was last compared whole with its owner",
                () -> walk.standing().age().toMillis() / 1000.0,
                tag);
        gauge(
                "support.copies.differing",
                "States of a copy that differ from what its owner has, and could not be mended",
                () -> (double) walk.standing().differing(),
                tag);
        counter(
                "support.copies.mended",
                "States of a copy that differed from what its owner has",
                walk,
                each -> each.standing().mended(),
                tag);
        return this;
    }

    public ServiceMeters register(AnswerBudget budget) {
        gauge("support.answers.waiting", "Requests that wait until their answers have room in the heap", () ->
                (double) budget.waiting());
        return this;
    }

    public ServiceMeters register(UserSideGuards guards) {
        for (RequestLimits.By by : RequestLimits.By.values()) {
            Tag tag = Tag.create("by", by.name().toLowerCase(Locale.ROOT));
            registry.getOrCreate(
                    FunctionalCounter.builder("support.requests.limited", guards.limits(), limits -> limits.refused(by))
                            .description("Calls answered 429")
                            .addTag(tag));
            registry.getOrCreate(Gauge.builder("support.limits.kept", () ->
                            (double) guards.limits().kept(by))
                    .description("Token buckets kept")
                    .addTag(tag));
        }
        for (SignatureFault fault : SignatureFault.values()) {
            registry.getOrCreate(
                    FunctionalCounter.builder("support.signatures.refused", guards, g -> g.badSignatures(fault))
                            .description("Calls answered 401 because of their signature")
                            .addTag(Tag.create("because", fault.name().toLowerCase(Locale.ROOT))));
        }
        return this;
    }

    private void gauge(BackgroundTask task, String name) {
        gauge(
                "support.task.stuck",
                "1 while a background task has not been heard of for too long, else 0",
                () -> task.isStuck() ? 1.0 : 0.0,
                Tag.create("task", name));
    }

    /// The registry is the process's own. Of several services in one, as tests make them, it shows the newest.
    private void gauge(String name, String description, Supplier<Double> value, Tag... tags) {
        registry.remove(name, List.of(tags));
        registry.getOrCreate(Gauge.builder(name, value).description(description).tags(List.of(tags)));
    }

    private <T> void counter(String name, String description, T of, Function<T, Long> value, Tag... tags) {
        registry.getOrCreate(FunctionalCounter.builder(name, of, value)
                .description(description)
                .tags(List.of(tags)));
    }
}
