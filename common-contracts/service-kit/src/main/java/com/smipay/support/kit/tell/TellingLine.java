package com.smipay.support.kit.tell;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.http.Faults;
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

/// The way to one sister. An event is told at once while no call is under way; what comes meanwhile waits and is told
/// together by the next call, so that under load a telling costs a fraction of a call, and of a transaction on
/// the other side (ADR 0032). Safe for all threads.
final class TellingLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TellingLine.class);

    private static final int MOST_EVENTS = InternalEvents.MOST_TOGETHER;

    /// Well below what an internal listener takes in one body.
    private static final int MOST_CHARACTERS = 128 * 1024;

    /// Every request waits for its telling, so there are hardly ever more than requests at work.
    private static final int MOST_WAITING = 1_000;

    private final SisterClient sister;
    private final Executor threads;
    private final LongAdder failures = new LongAdder();

    /// Guarded by this.
    private final Deque<Telling> waiting = new ArrayDeque<>();

    /// Whether a call is under way. Guarded by this.
    private boolean calling;

    /// @param threads that may block; one for each call
    TellingLine(SisterClient sister, Executor threads) {
        this.sister = sister;
        this.threads = threads;
    }

    String name() {
        return sister.sister().name();
    }

    /// Events that could not be told since the start.
    long failures() {
        return failures.sum();
    }

    /// @return what the event makes her decide; nothing when she can't be told. Cancelled, it is not told any more
    ///     where it still waits.
    Future<List<EventEnvelope>> tell(EventEnvelope event) {
        Telling telling = new Telling(event);
        boolean startsCall;
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                fail(telling);
                return telling.answer();
            }
            waiting.add(telling);
            startsCall = !calling;
            calling = true;
        }
        if (startsCall) {
            start();
        }
        return telling.answer();
    }

    private void start() {
        try {
            threads.execute(this::tellWhatWaits);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nobody is told any more", e);
            takeAll().forEach(this::fail);
        }
    }

    private void tellWhatWaits() {
        for (List<Telling> together = take(); !together.isEmpty(); together = take()) {
            try {
                tell(together);
            } catch (RuntimeException e) {
                LOG.error("Telling {} failed in a way that it must not: {}", name(), Faults.describe(e));
                together.forEach(this::fail);
            }
        }
    }

    /// @return empty when this call is the last one for now
    private synchronized List<Telling> take() {
        List<Telling> together = new ArrayList<>();
        int characters = 0;
        while (!waiting.isEmpty()
                && together.size() < MOST_EVENTS
                && (together.isEmpty() || characters + waiting.getFirst().size() <= MOST_CHARACTERS)) {
            Telling next = waiting.removeFirst();
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

    private synchronized List<Telling> takeAll() {
        List<Telling> all = List.copyOf(waiting);
        waiting.clear();
        calling = false;
        return all;
    }

    private void tell(List<Telling> together) {
        if (together.size() == 1) {
            tellAlone(together.getFirst());
            return;
        }
        byte[] events = EventList.encode(together.stream().map(Telling::event).toList());
        switch (sister.post(InternalEvents.PATH + InternalEvents.TOGETHER, events)) {
            case SisterAnswer.Answered answered -> {
                if (answered.isSuccess()) {
                    answer(together, answered.body());
                } else {
                    // A replica of the version before does not know this call; and what breaks it with one event is no
                    // reason not to tell the others.
                    together.forEach(this::tellAlone);
                }
            }
            case SisterAnswer.Away away -> together.forEach(this::fail);
        }
    }

    private void answer(List<Telling> together, byte[] body) {
        List<Applied> answers;
        try {
            answers = ToldTogether.decode(body, together.size());
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

    private void tellAlone(Telling telling) {
        EventEnvelope event = telling.event();
        Map<String, String> headers = HttpEvents.headers(event);
        if (event.requestId() != null) {
            headers.put(Headers.REQUEST_ID, event.requestId());
        }
        switch (sister.post(InternalEvents.PATH, event.dataBytes(), headers)) {
            case SisterAnswer.Answered answered -> {
                if (answered.isSuccess()) {
                    answer(telling, answered.body());
                } else {
                    LOG.debug("{} answered {} to an event", name(), answered.status());
                    fail(telling);
                }
            }
            case SisterAnswer.Away away -> fail(telling);
        }
    }

    private void answer(Telling telling, byte[] body) {
        try {
            telling.answer().complete(body.length == 0 ? List.of() : EventList.decode(body));
        } catch (UnprocessableRecordException e) {
            LOG.debug("{} answered what is no list of events", name(), e);
            fail(telling);
        }
    }

    private void fail(Telling telling) {
        failures.increment();
        telling.answer().complete(List.of());
    }

    @Override
    public void close() {
        sister.close();
    }
}
