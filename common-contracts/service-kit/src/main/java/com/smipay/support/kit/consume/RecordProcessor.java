package com.smipay.support.kit.consume;

import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a record to its end, whatever that takes: applied, or dead-lettered. What can't be done now is waited
/// for, and a close of the consumer ends the wait; where only a row is held, the record is put off with its partition,
/// and the others go on. For one thread at a time.
final class RecordProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordProcessor.class);
    private static final int QUICK_TRIES = 3;
    private static final long BETWEEN_QUICK_TRIES_MS = 50;
    private static final long SHORTEST_WAIT_MS = 100;
    private static final long LONGEST_WAIT_MS = 2_000;

    private final Map<String, RecordHandler> handlers;
    private final DeadLetterPublisher deadLetterPublisher;
    private final HeldPartitions held;
    private final CountDownLatch closing;
    private final Runnable alive;

    /// Of the newest poll, by what they are and not by what is in them: done with before their turn came.
    private final Set<ConsumerRecord<byte[], byte[]>> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private volatile boolean waiting;

    /// @param held gets what is put off
    /// @param closing counted down when the consumer is being closed
    /// @param alive told at each try
    RecordProcessor(
            Map<String, RecordHandler> handlers,
            DeadLetterPublisher deadLetterPublisher,
            HeldPartitions held,
            CountDownLatch closing,
            Runnable alive) {
        this.handlers = Map.copyOf(handlers);
        this.deadLetterPublisher = deadLetterPublisher;
        this.held = held;
        this.closing = closing;
        this.alive = alive;
    }

    /// Whether a record waits for the database or for a row in it, or for the broker to take it into the dead-letter
    /// topic.
    boolean waiting() {
        return waiting || held.any();
    }

    /// Lets each handler see what a poll brought for it.
    ///
    /// @return whether all of it is done with: nothing of it need be processed
    boolean lookAhead(ConsumerRecords<byte[], byte[]> polled) {
        done.clear();
        handlers.forEach((topic, handler) -> {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            polled.records(topic).forEach(records::add);
            if (!records.isEmpty() && !isClosing()) {
                lookAhead(topic, handler, records);
            }
        });
        return done.size() == polled.count();
    }

    private void lookAhead(String topic, RecordHandler handler, List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            handler.ahead(records).stream().mapToObj(records::get).forEach(done::add);
        } catch (RuntimeException e) {
            LOG.debug("{} records of {} are left to be handled one by one", records.size(), topic, e);
        }
    }

    /// @return false when the consumer is being closed and the record was neither applied nor dead-lettered, nor put
    ///     off, so that it comes again
    boolean process(ConsumerRecord<byte[], byte[]> consumed) throws InterruptedException {
        if (done.remove(consumed) || held.isPutOff(consumed)) {
            return true;
        }
        int failures = 0;
        long waitMs = SHORTEST_WAIT_MS;
        try {
            while (!isClosing()) {
                alive.run();
                try {
                    handle(consumed);
                    return true;
                } catch (DatabaseUnavailableException e) {
                    if (e.isRowHeld()) {
                        putOff(consumed, e);
                        return true;
                    }
                    noteWait(consumed, "the database", e);
                    pause(waitMs);
                    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
                } catch (UnprocessableRecordException e) {
                    return deadLetter(consumed, String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    if (isClosing()) {
                        // What the handler needs may be closed already: no verdict on the record.
                        return false;
                    }
                    failures++;
                    LOG.warn("{} could not be applied (try {}): {}", name(consumed), failures, RedactedTrace.of(e));
                    if (failures == QUICK_TRIES) {
                        return deadLetter(consumed, e.getClass().getName());
                    }
                    pause(BETWEEN_QUICK_TRIES_MS);
                }
            }
            return false;
        } finally {
            waiting = false;
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> consumed) {
        RecordHandler handler = handlers.get(consumed.topic());
        if (handler == null) {
            throw new UnprocessableRecordException("nobody handles this topic");
        }
        handler.handle(InboundRecord.of(consumed));
    }

    private boolean deadLetter(ConsumerRecord<byte[], byte[]> consumed, String reason) throws InterruptedException {
        long waitMs = SHORTEST_WAIT_MS;
        while (!isClosing()) {
            alive.run();
            try {
                deadLetterPublisher.deadLetter(consumed, reason);
                LOG.warn("{} is dead-lettered: {}", name(consumed), reason);
                return true;
            } catch (BrokerUnavailableException e) {
                noteWait(consumed, "the dead-letter topic", e);
                pause(waitMs);
                waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
            }
        }
        return false;
    }

    private void putOff(ConsumerRecord<byte[], byte[]> consumed, DatabaseUnavailableException why) {
        if (held.hold(consumed)) {
            LOG.warn("{} waits with its partition for a row that somebody holds", name(consumed));
        }
        LOG.debug("Put off", why);
    }

    private void noteWait(ConsumerRecord<byte[], byte[]> consumed, String what, RuntimeException why) {
        if (!waiting) {
            waiting = true;
            LOG.warn("{} waits for {}", name(consumed), what);
        }
        LOG.debug("Still waiting", why);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(long millis) throws InterruptedException {
        if (closing.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.debug("Closing ended a pause");
        }
    }

    private static String name(ConsumerRecord<byte[], byte[]> consumed) {
        return consumed.topic() + "-" + consumed.partition() + "@" + consumed.offset();
    }
}
