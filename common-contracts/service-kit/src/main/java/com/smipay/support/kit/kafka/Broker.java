package com.smipay.support.kit.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a service asks the broker beside reading and writing records. One for each service; safe for all threads. Every
/// call ends within three seconds or so; making one never needs the broker.
public final class Broker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final String ANSWERS = "answers";
    private static final int CALL_MS = 3_000;

    /// Another question may be allowed meanwhile: what is refused is asked again each minute.
    private static final Duration STILL_REFUSED = Duration.ofSeconds(90);

    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final String service;
    private @Nullable Admin admin;
    private boolean closed;
    private volatile String sentence = "not asked yet";
    private volatile @Nullable Unpublished unpublished;
    private final AtomicLong refusedAt = new AtomicLong(System.nanoTime() - STILL_REFUSED.toNanos());
    private final AtomicLong probedAt = new AtomicLong(System.nanoTime() - BETWEEN_PROBES.toNanos());

    /// @param service names the connections in the broker's own logs and metrics
    public Broker(KafkaSettings settings, String service) {
        this.settings = settings;
        this.service = service;
    }

    public KafkaSettings settings() {
        return settings;
    }

    /// Whether the broker answers now. Never throws.
    public boolean answers() {
        try {
            call(a -> a.describeCluster().clusterId());
            return true;
        } catch (BrokerUnavailableException e) {
            return false;
        }
    }

    /// Makes those topics that the broker lacks.
    ///
    /// @throws BrokerUnavailableException when it can't be reached, or refuses
    public void makeMissing(List<TopicPlan> plans) {
        Set<String> present = call(a -> a.listTopics().names());
        List<TopicPlan> missing =
                plans.stream().filter(plan -> !present.contains(plan.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        // In one question: the services of a new stack all ask it at once.
        List<NewTopic> topics = missing.stream().map(TopicPlan::toNewTopic).toList();
        call(a -> CompletableFuture.completedFuture(a.createTopics(topics).values()))
                .values()
                .forEach(this::awaitMade);
    }

    /// How those of the topics stand that exist.
    ///
    /// @throws BrokerUnavailableException when it can't be reached, or refuses
    Map<String, TopicStanding> standings(List<TopicPlan> plans) {
        Set<String> present = call(a -> a.listTopics().names());
        List<String> names =
                plans.stream().map(TopicPlan::name).filter(present::contains).toList();
        Map<String, TopicDescription> topics = call(a -> a.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = call(a -> a.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, Map<String, String>> settings = new HashMap<>();
        configs.forEach((resource, config) -> settings.put(
                resource.name(),
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
        Map<String, TopicStanding> standings = new HashMap<>();
        topics.forEach((name, topic) -> standings.put(name, standing(topic, settings.getOrDefault(name, Map.of()))));
        return standings;
    }

    private static TopicStanding standing(TopicDescription topic, Map<String, String> config) {
        return new TopicStanding(
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.isr().size())
                        .min()
                        .orElse(0),
                config);
    }

    private void awaitMade(Future<Void> made) {
        try {
            call(a -> made);
        } catch (BrokerUnavailableException e) {
            // Another replica was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /// The partitions of those of the topics that exist.
    ///
    /// @throws BrokerUnavailableException when it can't be reached
    public List<TopicPartition> partitions(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        // In one question, each topic of which has an answer of its own.
        call(a -> CompletableFuture.completedFuture(a.describeTopics(topics).topicNameValues()))
                .values()
                .forEach(topic -> {
                    try {
                        TopicDescription found = call(a -> topic);
                        found.partitions()
                                .forEach(p -> partitions.add(new TopicPartition(found.name(), p.partition())));
                    } catch (BrokerUnavailableException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw e;
                        }
                    }
                });
        return partitions;
    }

    /// Where each partition ends now (the offset of its next record).
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /// Where each partition begins now.
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /// Where each partition stood at a time: the offset of its first record from then on, -1 where it has none yet.
    public Map<TopicPartition, Long> since(Collection<TopicPartition> partitions, Instant start) {
        return offsets(partitions, OffsetSpec.forTimestamp(start.toEpochMilli()));
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                call(a -> a.listOffsets(asked).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /// What a group has committed; partitions without a commit are left out.
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        call(a -> a.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /// How many read in a group now.
    ///
    /// @throws BrokerUnavailableException when it can't be reached
    public int members(String group) {
        return call(a -> a.describeConsumerGroups(List.of(group)).all()).values().stream()
                .mapToInt(found -> found.members().size())
                .sum();
    }

    /// What is known of the broker, in a sentence for health: what is found at its address where it does not answer.
    public String sentence() {
        String found = sentence;
        Unpublished refused = unpublished;
        return refused != null && refused.counts() && found.equals(ANSWERS) ? refused.fault() : found;
    }

    /// Whether it answers and does what this service asks, as far as is known.
    public boolean usable() {
        return sentence().equals(ANSWERS);
    }

    /// What is wrong with what this service publishes, of which no other question would tell: a right to write that is
    /// lacking, or too few replicas.
    ///
    /// @param fault null as soon as records are taken
    public void notePublishing(@Nullable String fault) {
        unpublished = fault == null ? null : new Unpublished(fault, System.nanoTime());
    }

    /// What the broker did not take. It is tried again within seconds; where it is not heard of any more, another
    /// replica has published it.
    private record Unpublished(String fault, long at) {
        boolean counts() {
            return System.nanoTime() - at < STILL_REFUSED.toNanos();
        }
    }

    private <T> T call(Function<Admin, Future<T>> question) {
        try {
            T answer = question.apply(admin()).get(2L * CALL_MS, TimeUnit.MILLISECONDS);
            if (System.nanoTime() - refusedAt.get() > STILL_REFUSED.toNanos()) {
                say(ANSWERS);
            }
            return answer;
        } catch (ExecutionException e) {
            String fault = KafkaFault.sentence(e.getCause());
            if (fault != null) {
                refusedAt.set(System.nanoTime());
                say(fault);
            } else if (e.getCause() instanceof RetriableException || e.getCause() instanceof DisconnectException) {
                probe();
            }
            throw new BrokerUnavailableException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | IllegalStateException e) {
            // Its thread is dead, or as good as that.
            forgetAdmin();
            probe();
            throw new BrokerUnavailableException(e);
        } catch (KafkaException e) {
            probe();
            throw new BrokerUnavailableException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /// Logs each change, so that a log tells why nothing moves.
    private synchronized void say(String now) {
        if (!now.equals(sentence)) {
            sentence = now;
            if (now.equals(ANSWERS)) {
                LOG.info("Kafka answers");
            } else {
                LOG.warn("Kafka: {}", now);
            }
        }
    }

    private void probe() {
        long last = probedAt.get();
        if (System.nanoTime() - last >= BETWEEN_PROBES.toNanos() && probedAt.compareAndSet(last, System.nanoTime())) {
            BrokerProbe.Found found = BrokerProbe.look(settings.client(service));
            say(found.isKafka() ? found.sentence() + ", and does not answer in time" : found.sentence());
        }
    }

    private synchronized void forgetAdmin() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    /// Made at the first call and not before: names that do not resolve yet are no reason not to start. Made when
    /// there is a broker at the address, and not before.
    private synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("Closed");
        }
        Admin made = admin;
        if (made == null) {
            BrokerProbe.Found found = BrokerProbe.look(settings.client(service));
            if (!found.isKafka()) {
                say(found.sentence());
                throw new KafkaException(found.sentence());
            }
            Map<String, Object> config = settings.client(service + "-admin");
            config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MS);
            made = KafkaClients.admin(config);
            admin = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
