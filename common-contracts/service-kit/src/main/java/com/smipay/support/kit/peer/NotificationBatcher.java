package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.failure.RedactedTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to one peer. An event is told at once while no call is under way; what comes meanwhile waits and is told
/// together by the next call, so that under load a notification costs a fraction of a call, and of a transaction on
/// the other side (ADR 0032). Safe for all threads.
final class NotificationBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationBatcher.class);

    private static final int MOST_EVENTS = InternalEvents.MOST_TOGETHER;

    /// Well below what an internal listener takes in one body.
    private static final int MOST_CHARACTERS = 128 * 1024;

    /// Every request waits for its notification, so there are hardly ever more than requests at work.
    private static final int MOST_WAITING = 1_000;

    private final PeerClient peer;
    private final Executor threads;
    private final LongAdder failures = new LongAdder();

    /// Guarded by this.
    private final Deque<PeerNotification> waiting = new ArrayDeque<>();

    /// Whether a call is under way. Guarded by this.
    private boolean calling;

    /// @param threads that may block; one for each call
    NotificationBatcher(PeerClient peer, Executor threads) {
        this.peer = peer;
        this.threads = threads;
    }

    String name() {
        return peer.peer().name();
    }

    /// Events that could not be told since the start.
    long failures() {
        return failures.sum();
    }

    /// @return what the event makes her decide; nothing when she can't be told. Cancelled, it is not told any more
    ///     where it still waits.
    Future<List<EventEnvelope>> tell(EventEnvelope event) {
        PeerNotification notification = new PeerNotification(event);
        boolean startsCall;
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                fail(notification);
                return notification.answer();
            }
            waiting.add(notification);
            startsCall = !calling;
            calling = true;
        }
        if (startsCall) {
            start();
        }
        return notification.answer();
    }

    private void start() {
        try {
            threads.execute(this::notifyWaiting);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody is told any more", e);
            takeAll().forEach(this::fail);
        }
    }

    private void notifyWaiting() {
        for (List<PeerNotification> together = take(); !together.isEmpty(); together = take()) {
            try {
                tell(together);
            } catch (RuntimeException e) {
                LOG.error("Telling {} failed in a way that it must not: {}", name(), RedactedTrace.of(e));
                together.forEach(this::fail);
            }
        }
    }

    /// @return empty when this call is the last one for now
    private synchronized List<PeerNotification> take() {
        List<PeerNotification> together = new ArrayList<>();
        int characters = 0;
        while (!waiting.isEmpty()
                && together.size() < MOST_EVENTS
                && (together.isEmpty() || characters + waiting.getFirst().size() <= MOST_CHARACTERS)) {
            PeerNotification next = waiting.removeFirst();
            if (next.isAwaited()) {
                together.add(next);
                characters += next.size();
            } else {
                failures.increment();
            }
        }
        if (together.isEmpty()) {
            calling = false;
        }
        return together;
    }

    private synchronized List<PeerNotification> takeAll() {
        List<PeerNotification> all = List.copyOf(waiting);
        waiting.clear();
        calling = false;
        return all;
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

    private void fail(PeerNotification notification) {
        failures.increment();
        notification.answer().complete(List.of());
    }

    @Override
    public void close() {
        peer.close();
    }
}
