package com.smipay.support.kit.tell;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the sisters that keep a copy what was decided, after the commit and before the answer (`architecture.md`,
/// rule 2). Never throws and never takes much longer than its timeout: a sister that can't be told gets the event
/// through Kafka, and the caller's success is one all the same. Safe for all threads.
public final class Teller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);
    private static final String PATH = "/internal/events";

    private final List<SisterClient> sisters;
    private final long patienceNanos;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tell-", 0).factory());
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    /// @param sisters all of those that keep a copy
    /// @param credential the whole value of the `Authorization` header
    public Teller(List<Sister> sisters, String credential, CallSettings settings) {
        this.sisters = sisters.stream()
                .map(sister -> new SisterClient(sister, credential, settings))
                .toList();
        // Connecting and answering have a timeout each; together they get hardly more than one.
        this.patienceNanos = settings.timeout().toNanos() * 5 / 4;
        sisters.forEach(sister -> failures.put(sister.name(), new LongAdder()));
    }

    /// Hands the event to all sisters at once and waits for them.
    ///
    /// @return what the event made them decide, for the caller to apply to its own copies; in the order of the
    ///     sisters
    public List<EventEnvelope> tell(EventEnvelope event) {
        byte[] data = event.dataBytes();
        Map<String, String> headers = headers(event);
        Map<SisterClient, Future<List<EventEnvelope>>> told = new LinkedHashMap<>();
        sisters.forEach(sister -> told.put(sister, threads.submit(() -> tell(sister, data, headers))));
        long deadline = System.nanoTime() + patienceNanos;
        List<EventEnvelope> decided = new ArrayList<>();
        told.forEach((sister, answer) -> decided.addAll(await(sister, answer, deadline)));
        return List.copyOf(decided);
    }

    /// Tellings that failed since the start, by sister.
    public Map<String, Long> failures() {
        Map<String, Long> sums = new TreeMap<>();
        failures.forEach((sister, count) -> sums.put(sister, count.sum()));
        return sums;
    }

    private static Map<String, String> headers(EventEnvelope event) {
        Map<String, String> headers = HttpEvents.headers(event);
        if (event.requestId() != null) {
            headers.put(Headers.REQUEST_ID, event.requestId());
        }
        return headers;
    }

    private List<EventEnvelope> tell(SisterClient sister, byte[] data, Map<String, String> headers) {
        return switch (sister.post(PATH, data, headers)) {
            case SisterAnswer.Answered answered -> read(sister, answered);
            case SisterAnswer.Away away -> failed(sister);
        };
    }

    private List<EventEnvelope> read(SisterClient sister, SisterAnswer.Answered answered) {
        if (!answered.isSuccess()) {
            LOG.debug("{} answered {} to an event", sister.sister().name(), answered.status());
            return failed(sister);
        }
        if (answered.body().length == 0) {
            return List.of();
        }
        try {
            return EventList.decode(answered.body());
        } catch (UnprocessableRecordException e) {
            LOG.debug("{} answered what is no list of events", sister.sister().name(), e);
            return failed(sister);
        }
    }

    private List<EventEnvelope> await(SisterClient sister, Future<List<EventEnvelope>> answer, long deadline) {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The call itself ends by its own timeouts, and counts as failed then.
            return List.of();
        } catch (ExecutionException e) {
            LOG.error(
                    "Telling {} failed in a way that it must not",
                    sister.sister().name(),
                    e);
            return failed(sister);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<EventEnvelope> failed(SisterClient sister) {
        failures.computeIfAbsent(sister.sister().name(), name -> new LongAdder())
                .increment();
        return List.of();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sisters.forEach(SisterClient::close);
    }
}
