package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.batch.BatchQueue;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.failure.RedactedTrace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one peer. Events that come while a call is under way share the next one (see [BatchQueue]), so that under
/// load a notification costs a fraction of a call, and of a transaction on the other side (ADR 0032). Safe for all
/// threads.
final class NotificationBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationBatcher.class);

    private static final int MOST_EVENTS = InternalEvents.MOST_TOGETHER;

    /// Well below what an internal listener takes in one body.
    private static final int MOST_CHARACTERS = 128 * 1024;

    /// Every request waits for its notification, so there are hardly ever more than requests at work.
    private static final int MOST_WAITING = 1_000;

    private final PeerClient peer;
    private final BatchQueue<PeerNotification> queue;
    private final LongAdder failures = new LongAdder();

    /// @param threads that may block; one for each call
    NotificationBatcher(PeerClient peer, Executor threads) {
        this.peer = peer;
        this.queue = new BatchQueue<>(
                threads, MOST_WAITING, MOST_EVENTS, NotificationBatcher::oneBody, this::tellAwaited, this::fail);
    }

    String name() {
        return peer.peer().name();
    }

    boolean isToldOf(EventEnvelope event) {
        return peer.peer().isToldOf(event);
    }

    /// Events that could not be told since the start.
    long failures() {
        return failures.sum();
    }

    /// @return what the event makes her decide; nothing when she can't be told. Cancelled, it is not told any more
    ///     where it still waits.
    Future<List<EventEnvelope>> tell(EventEnvelope event) {
        PeerNotification notification = new PeerNotification(event);
        queue.add(notification);
        return notification.answer();
    }

    private static Predicate<PeerNotification> oneBody() {
        AtomicInteger characters = new AtomicInteger();
        return next -> {
            int before = characters.getAndAdd(next.size());
            return before == 0 || before + next.size() <= MOST_CHARACTERS;
        };
    }

    private void tellAwaited(List<PeerNotification> together) {
        List<PeerNotification> awaited =
                together.stream().filter(PeerNotification::isAwaited).toList();
        failures.add(together.size() - awaited.size());
        if (!awaited.isEmpty()) {
            tell(awaited);
        }
    }

    private void tell(List<PeerNotification> together) {
        if (together.size() == 1) {
            notifySingly(together.getFirst());
            return;
        }
        byte[] events =
                EventList.encode(together.stream().map(PeerNotification::event).toList());
        switch (peer.post(InternalEvents.PATH + InternalEvents.TOGETHER, events)) {
            case PeerAnswer.Answered answered -> {
                if (answered.isSuccess()) {
                    answer(together, answered.body());
                } else {
                    // A replica of the version before does not know this call; and what breaks it with one event is no
                    // reason not to tell the others.
                    together.forEach(this::notifySingly);
                }
            }
            case PeerAnswer.Away away -> together.forEach(this::fail);
        }
    }

    private void answer(List<PeerNotification> together, byte[] body) {
        List<Applied> answers;
        try {
            answers = BatchResponse.decode(body, together.size());
        } catch (UnprocessableRecordException e) {
            LOG.debug("{} answered what is no answer to events", name(), e);
            together.forEach(this::fail);
            return;
        }
        for (int i = 0; i < together.size(); i++) {
            switch (answers.get(i)) {
                case Applied.Done done -> together.get(i).answer().complete(done.decided());
                case Applied.Never never -> {
                    LOG.debug("{} can't apply an event: {}", name(), never.reason());
                    fail(together.get(i));
                }
            }
        }
    }

    private void notifySingly(PeerNotification notification) {
        EventEnvelope event = notification.event();
        Map<String, String> headers = HttpEvents.headers(event);
        if (event.requestId() != null) {
            headers.put(Headers.REQUEST_ID, event.requestId());
        }
        switch (peer.post(InternalEvents.PATH, event.dataBytes(), headers)) {
            case PeerAnswer.Answered answered -> {
                if (answered.isSuccess()) {
                    answer(notification, answered.body());
                } else {
                    LOG.debug("{} answered {} to an event", name(), answered.status());
                    fail(notification);
                }
            }
            case PeerAnswer.Away away -> fail(notification);
        }
    }

    private void answer(PeerNotification notification, byte[] body) {
        try {
            notification.answer().complete(body.length == 0 ? List.of() : EventList.decode(body));
        } catch (UnprocessableRecordException e) {
            LOG.debug("{} answered what is no list of events", name(), e);
            fail(notification);
        }
    }

    private void fail(List<PeerNotification> undone, Throwable why) {
        if (!(why instanceof RejectedExecutionException)) {
            LOG.error("Telling {} failed in a way that it must not: {}", name(), RedactedTrace.of(why));
        }
        undone.forEach(this::fail);
    }

    private void fail(PeerNotification notification) {
        failures.increment();
        notification.answer().complete(List.of());
    }

    @Override
    public void close() {
        peer.close();
    }
}
