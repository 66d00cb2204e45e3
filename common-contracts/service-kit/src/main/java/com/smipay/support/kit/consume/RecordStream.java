package com.smipay.support.kit.consume;

import com.smipay.support.kit.failure.RedactedTrace;
import io.helidon.messaging.Channel;
import io.helidon.messaging.Messaging;
import io.helidon.messaging.connectors.kafka.KafkaMessage;
import io.helidon.messaging.connectors.kafka.KafkaPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of a Helidon messaging stream: from its subscription until it ends, for whatever reason. It never comes
/// back by itself; the [EventConsumer] starts the next one.
///
/// Handling is synchronous on the connector's thread: it polls again only when the last record is handled,
/// acknowledges a record only after its handler returned or it was put off ([HeldPartitions]), and commits before it
/// polls, so a rebalance finds nothing in flight.
final class RecordStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordStream.class);
    private static final long POLL_TIMEOUT_MS = 500;
    private static final long PERIOD_MS = 1;
    private static final Duration LAST_RECORD = Duration.ofSeconds(5);

    private final RecordProcessor processor;
    private final Runnable onEnd;
    private final PollThread thread = new PollThread();
    private final KafkaPublisher<byte[], byte[]> publisher;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean leftUnhandled;

    /// @param consumer makes the consumer, given whether everything returned so far was handled
    /// @param onEnd called once or more, on any thread, when the stream has ended by itself
    RecordStream(
            List<String> topics,
            RecordProcessor processor,
            Function<BooleanSupplier, Consumer<byte[], byte[]>> consumer,
            Runnable onEnd) {
        this.processor = processor;
        this.onEnd = onEnd;
        this.publisher = KafkaPublisher.<byte[], byte[]>builder()
                .topics(topics)
                .consumerSupplier(() -> consumer.apply(() -> !leftUnhandled))
                .scheduler(thread)
                .autoCommit(false)
                .pollTimeout(POLL_TIMEOUT_MS)
                .periodExecutions(PERIOD_MS)
                .build();
    }

    void start() {
        Channel<byte[]> channel = Channel.create("records");
        Messaging.builder()
                .publisher(channel, publisher)
                .subscriber(channel, new Subscriber())
                .build()
                .start();
    }

    /// Whether it has ended by itself and can only be closed.
    boolean ended() {
        return ended;
    }

    private void end(String how) {
        if (!closed && !ended) {
            ended = true;
            LOG.warn("The stream of records has ended: {}", how);
            onEnd.run();
        }
    }

    /// Lets the record that is being handled come to its end, then leaves the group. What was handled is committed.
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_RECORD.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A record's handler did not return in time; the record comes again");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        publisher.stop();
    }

    private final class Subscriber implements Flow.Subscriber<Message<byte[]>> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        /// Nothing may escape: an exception here would end the stream and commit the record that caused it.
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // It completes at the commit, whose failure the connector logs.
        public void onNext(Message<byte[]> message) {
            if (leftUnhandled) {
                return;
            }
            try {
                if (processor.process(recordOf(message))) {
                    message.ack();
                    return;
                }
                leftUnhandled = true;
            } catch (InterruptedException e) {
                leftUnhandled = true;
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                leftUnhandled = true;
                end("a handler failed beyond repair: " + RedactedTrace.of(e));
            }
        }

        private static ConsumerRecord<byte[], byte[]> recordOf(Message<byte[]> message) {
            if (message instanceof KafkaMessage<?, byte[]> fromKafka) {
                @SuppressWarnings("unchecked") // The publisher of this stream is one of byte arrays.
                KafkaMessage<byte[], byte[]> ours = (KafkaMessage<byte[], byte[]>) fromKafka;
                return ours.getConsumerRecord().orElseThrow();
            }
            throw new IllegalStateException("Not from Kafka: " + message.getClass());
        }

        @Override
        public void onError(Throwable failure) {
            end(RedactedTrace.of(failure).toString());
        }

        @Override
        public void onComplete() {
            end("completed");
        }
    }

    /// The connector's scheduler. A periodic task that fails with an error is silently never run again; this
    /// notices.
    private final class PollThread extends ScheduledThreadPoolExecutor {
        PollThread() {
            super(1, Thread.ofPlatform().daemon().name("kafka-consumer").factory());
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable failure) {
            super.afterExecute(task, failure);
            if (task instanceof Future<?> future && future.isDone() && !isShutdown()) {
                end(
                        future.state() == Future.State.FAILED
                                ? RedactedTrace.of(future.exceptionNow()).toString()
                                : "the polling task is over");
            }
        }
    }
}
