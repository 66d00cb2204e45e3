package com.smipay.support.kit.kafka;

import com.smipay.support.kit.threads.BackgroundTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the topics that the broker lacks: at once where it answers, else as soon as it does. Nobody has to wait for
/// it, but whoever publishes: a broker that makes topics for the first record that comes makes them by its own plan.
///
/// Then it looks every minute whether they stand as planned, and again at once where nobody could tell. One that does
/// not is left as it is and shown in health, with the command that mends it.
public final class TopicSetup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

    private final Broker broker;
    private final List<TopicPlan> plans;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final BackgroundTask later = new BackgroundTask("topic-setup", LONGEST_TRY, this::persevere);
    private volatile boolean done;
    private volatile @Nullable String fault;
    private volatile Map<String, String> differences = Map.of();

    public TopicSetup(Broker broker, List<TopicPlan> plans) {
        this.broker = broker;
        this.plans = List.copyOf(plans);
    }

    /// Tries once on the calling thread (three seconds or so at the most), then goes on in the background.
    public synchronized void start() {
        if (!attempt()) {
            LOG.warn("{}: missing topics are made when that is mended", reason());
        }
        later.start();
    }

    /// Whether every topic is known to exist.
    public boolean done() {
        return done;
    }

    /// Why they do not stand, in a sentence for health; empty where they do.
    public String reason() {
        String said = fault;
        if (done) {
            return "";
        }
        return said == null ? "The broker is away" : "Kafka " + said;
    }

    /// Topics that stand otherwise than planned: what is different, and the command that mends it.
    public Map<String, String> differences() {
        return differences;
    }

    /// The thread that looks after them.
    public BackgroundTask task() {
        return later;
    }

    private void persevere(BackgroundTask task) throws InterruptedException {
        while (!done && !closing.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
            task.beat();
            if (attempt()) {
                LOG.info("The broker is there: every topic exists");
            }
        }
        Duration pause;
        do {
            task.beat();
            pause = look() ? BETWEEN_LOOKS : BETWEEN_TRIES;
        } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Package-private for tests, which need not wait a minute.
    ///
    /// @return whether the broker could tell of every topic: one just made may not be known to all brokers yet
    boolean look() {
        try {
            Map<String, TopicStanding> standings = broker.standings(plans);
            Map<String, String> found =
                    TopicDifference.of(plans, standings, broker.settings().bootstrapServers());
            if (!found.isEmpty() && !found.equals(differences)) {
                LOG.warn("Topics stand otherwise than planned: {}", found);
            }
            differences = found;
            return plans.stream().map(TopicPlan::name).allMatch(standings::containsKey);
        } catch (BrokerUnavailableException e) {
            LOG.debug("Nobody can tell how the topics stand", e);
            return false;
        }
    }

    private boolean attempt() {
        try {
            broker.makeMissing(plans);
            done = true;
        } catch (BrokerUnavailableException e) {
            fault = KafkaFault.sentence(e.getCause());
            LOG.debug("Topics can't be made yet", e);
        }
        return done;
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        later.interrupt();
    }
}
