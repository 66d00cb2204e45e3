package com.smipay.support.kit.consume;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way in which a database service reads topics (`architecture.md`, Consumers), with
/// helidon-messaging-kafka behind it. Loses nothing: a record is committed when its handler has returned, or when
/// it is dead-lettered on `<topic>.dlq`; it waits while the database is away; a stream that dies is started again.
/// Records may come again, after a crash or a rebalance.
///
/// One thread handles, in order within a partition; replicas of a service share the partitions. A record whose row
/// somebody holds delays its partition, and the others no longer than a try takes.
public final class EventConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /// Each look is three questions to the broker, of every consumer of every service, also where nobody writes.
    private static final Duration BETWEEN_LOOKS_WHEN_DONE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LIFE_SIGNS = Duration.ofSeconds(2);
    private static final long SHORTEST_BACK_OFF_MS = 200;
    private static final long LONGEST_BACK_OFF_MS = 5_000;
    private static final Duration STABLE = Duration.ofMinutes(1);

    /// So long a stream has to have lived before it counts as alive again. One that dies at its first poll may have
    /// waited for its group before.
    private static final Duration ALIVE = Duration.ofSeconds(15);

    /// More than a record's handler takes with everything that it needs hanging. A record that waits is heard of.
    private static final Duration LONGEST_RECORD = Duration.ofMinutes(1);

    private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

    /// Makes the consumer of one stream.
    interface Consumers {
        Consumer<byte[], byte[]> make(
                Map<String, Object> config,
                Progress progress,
                BooleanSupplier intact,
                Predicate<ConsumerRecords<byte[], byte[]>> ahead,
                HeldPartitions held);
    }

    private final Broker broker;
    private final Consumers consumers;
    private final List<String> topics;
    private final Map<String, Object> config;
    private final DeadLetterIndex deadLetters;
    private final DeadLetterPublisher deadLetterPublisher;
    private final RecordProcessor processor;
    private final HeldPartitions held = new HeldPartitions();
    private final Progress progress;
    private final CatchUp catchUp;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore ends = new Semaphore(0);
    private final AtomicLong restarts = new AtomicLong();
    private final String group;
    private volatile int replicas = 1;
    private volatile boolean streamDies;
    private long replicasCountedAt = System.nanoTime() - BETWEEN_LOOKS_WHEN_DONE.toNanos();
    private final BackgroundTask watchdog =
            new BackgroundTask("consumer-watchdog", LONGEST_RECORD, this::keepStreaming);
    private final BackgroundTask lookout = new BackgroundTask("consumer-lookout", LONGEST_LOOK, this::keepLooking);

    /// @param name the service's, which its group has too; its replicas share the work
    /// @param handlers by topic, as [Topics] names it
    public EventConsumer(Broker broker, String name, Map<String, RecordHandler> handlers) {
        this(broker, name, handlers, TrackedConsumer::new);
    }

    /// Tests put consumers in its place that die.
    EventConsumer(Broker broker, String name, Map<String, RecordHandler> handlers, Consumers consumers) {
        KafkaNames names = broker.settings().names();
        // From here on a topic is called as it comes back from the cluster.
        Map<String, RecordHandler> onCluster = new HashMap<>();
        handlers.forEach((topic, handler) -> onCluster.put(names.topic(topic), handler));
        this.broker = broker;
        this.group = names.group(name);
        this.consumers = consumers;
        this.topics = List.copyOf(onCluster.keySet());
        this.config = config(broker.settings(), name, handlers.keySet());
        this.deadLetters = new DeadLetterIndex(broker, name, topics);
        this.deadLetterPublisher = new DeadLetterPublisher(broker, name, deadLetters);
        this.processor = new RecordProcessor(onCluster, deadLetterPublisher, held, closing, watchdog::beat);
        this.progress = new Progress(watchdog::beat);
        this.catchUp = new CatchUp(broker, group, Set.copyOf(topics), progress);
    }

    private static Map<String, Object> config(KafkaSettings kafka, String name, Set<String> topics) {
        Map<String, Object> config = kafka.client(name);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.names().group(name));
        if (kafka.groupInstance() != null) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, kafka.groupInstance());
        }
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        putPace(config, topics);
        // In a rush a fetch would be a megabyte of each partition, too much for the young generation (ADR 0033, 0039).
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1024 * 1024);
        // A handler may wait long for its database; past this the group goes on without us, and the record comes again.
        config.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.toIntExact(Duration.ofMinutes(30).toMillis()));
        // After a kill -9 the group waits this long for the dead member before its partitions move to another one.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        return config;
    }

    /// Events were told before, nearly all of them: they are worth no fetch, poll and commit of their own. What other
    /// systems tell is told here alone, and fetched at once. Where nobody writes it is two fetches a second, and
    /// four for whoever reads both in one group: every fetch that brings something is also a commit.
    private static void putPace(Map<String, Object> config, Set<String> topics) {
        boolean isTold = topics.stream().anyMatch(Topics.EVENTS::contains);
        boolean isBoth = isTold && !Topics.EVENTS.containsAll(topics);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, isTold ? 64 * 1024 : 1);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, isBoth ? 250 : 500);
    }

    /// Once. Neither the broker nor the database need be there.
    public synchronized void start() {
        watchdog.start();
        lookout.start();
    }

    /// Whether everything that was in the topics at the start has been handled by the group. False until known.
    public boolean caughtUp() {
        return catchUp.done();
    }

    /// Whether what the copies say may be told, and decided on: they have caught up, or the broker could not be
    /// reached at the start and nobody knows what is missing. Never false again.
    public boolean serves() {
        return catchUp.serves();
    }

    /// The broker in a sentence, for health.
    public String broker() {
        return broker.sentence();
    }

    /// Whether the broker could not be reached when last looked at, at most some seconds ago, or whatever it says, the
    /// stream of records does not live.
    public boolean degraded() {
        return catchUp.degraded() || streamDies;
    }

    /// Whether the stream of records has died and has not been alive for a while since.
    public boolean streamDies() {
        return streamDies;
    }

    /// How many replicas share the group's work, this one among them, as it was some seconds ago. One while nobody can
    /// tell.
    public int replicas() {
        return replicas;
    }

    /// Whether a record waits for the database or for a row in it, or for the broker to take it into the dead-letter
    /// topic.
    public boolean waiting() {
        return processor.waiting();
    }

    /// Records that wait in the partitions that this instance reads; -1 while the stream dies, for nobody knows.
    public long lag() {
        return streamDies ? -1 : progress.lag();
    }

    /// Records of this service that are dead-lettered and wait for somebody, by the topic that they came from. What
    /// is settled elsewhere shows within some seconds.
    public Map<String, Long> deadLetters() {
        return deadLetters.counts();
    }

    /// How often a record was dead-lettered here since the start.
    public long deadLetteredCount() {
        return deadLetterPublisher.deadLetteredCount();
    }

    /// How often a dead stream was started again.
    public long restarts() {
        return restarts.get();
    }

    /// The threads that it works with.
    public List<BackgroundTask> tasks() {
        return List.of(watchdog, lookout);
    }

    private void keepStreaming(BackgroundTask task) throws InterruptedException {
        long backOffMs = SHORTEST_BACK_OFF_MS;
        while (!isClosing()) {
            long startedAt = System.nanoTime();
            task.beat();
            stream(task);
            if (isClosing()) {
                return;
            }
            streamDies = true;
            boolean wasStable = System.nanoTime() - startedAt > STABLE.toNanos();
            backOffMs = wasStable ? SHORTEST_BACK_OFF_MS : Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS);
            if (!closing.await(backOffMs, TimeUnit.MILLISECONDS)) {
                restarts.incrementAndGet();
                LOG.info("Starting the stream of records again");
            }
        }
    }

    /// One life of the stream. Where it is not heard of any more, it ends too.
    private void stream(BackgroundTask task) throws InterruptedException {
        long startedAt = System.nanoTime();
        ends.drainPermits();
        progress.forget();
        try (RecordStream stream = new RecordStream(
                topics,
                processor,
                intact -> consumers.make(config, progress, intact, processor::lookAhead, held),
                ends::release)) {
            stream.start();
            while (!ends.tryAcquire(BETWEEN_LIFE_SIGNS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (task.isStuck()) {
                    LOG.error("The stream of records is stuck");
                    return;
                }
                if (System.nanoTime() - startedAt > ALIVE.toNanos()) {
                    streamDies = false;
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The stream of records could not be started or closed: {}", RedactedTrace.of(e));
        }
    }

    private void keepLooking(BackgroundTask task) throws InterruptedException {
        Duration pause = Duration.ZERO;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            task.beat();
            catchUp.look();
            lookAtDeadLetters();
            countReplicas();
            pause = catchUp.done() ? BETWEEN_LOOKS_WHEN_DONE : BETWEEN_LOOKS;
        }
    }

    private void lookAtDeadLetters() {
        if (catchUp.degraded()) {
            return;
        }
        try {
            deadLetters.look();
        } catch (BrokerUnavailableException e) {
            LOG.debug("What is dead-lettered can't be looked at", e);
        }
    }

    private void countReplicas() {
        long now = System.nanoTime();
        if (catchUp.degraded() || now - replicasCountedAt < BETWEEN_LOOKS_WHEN_DONE.toNanos()) {
            return;
        }
        replicasCountedAt = now;
        try {
            replicas = Math.max(1, broker.members(group));
        } catch (BrokerUnavailableException e) {
            LOG.debug("Nobody can tell how many replicas there are", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /// Lets the record that is being handled come to its end (some seconds at the most), commits, and leaves the
    /// group.
    @Override
    public synchronized void close() {
        closing.countDown();
        ends.release();
        try {
            watchdog.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lookout.interrupt();
        deadLetterPublisher.close();
    }
}
