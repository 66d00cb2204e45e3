package com.smipay.support.faults.load;

import com.smipay.support.faults.recorder.Conversation.Taken;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Everything that clients were told: what was taken, when which service said yes, and what nobody should have been
/// told. Safe for all threads.
public final class Journal {
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final Map<String, String> opened = new ConcurrentHashMap<>();
    private final Map<String, Integer> rated = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Map<String, ConcurrentSkipListMap<Long, Long>> successes = new ConcurrentHashMap<>();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong slowestRefusal = new AtomicLong();
    private final AtomicLong lostAnswers = new AtomicLong();

    public void took(Taken message) {
        taken.add(message);
    }

    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    /// A ticket whose life is followed; its subject is its own.
    public void opened(String ticket, String subject) {
        opened.put(ticket, subject);
    }

    /// Ticket id to subject.
    public Map<String, String> opened() {
        return Map.copyOf(opened);
    }

    public void rated(String ticket, int stars) {
        rated.put(ticket, stars);
    }

    /// Ticket id to stars.
    public Map<String, Integer> rated() {
        return Map.copyOf(rated);
    }

    void succeeded(String service, long began) {
        successes
                .computeIfAbsent(service, name -> new ConcurrentSkipListMap<>())
                .put(began, System.nanoTime());
    }

    /// Waits until each of these services has said yes to a request that was sent later than that moment.
    ///
    /// @param moment of `System.nanoTime()`
    /// @return how long after it the last of them first did; the limit where one did not
    public Duration awaitRecovery(Duration limit, long moment, List<String> services) throws IOException {
        Supplier<LongStream> first = () -> services.stream()
                .mapToLong(service -> Optional.ofNullable(successes.get(service))
                        .map(times -> times.ceilingEntry(moment))
                        .map(success -> success.getValue() - moment)
                        .orElse(Long.MAX_VALUE));
        Waiting.until(limit, () -> first.get().allMatch(nanos -> nanos < Long.MAX_VALUE));
        return Duration.ofNanos(Math.min(limit.toNanos(), first.get().max().orElse(0)));
    }

    void refused(Duration after) {
        refusals.incrementAndGet();
        slowestRefusal.accumulateAndGet(after.toNanos(), Math::max);
    }

    /// A refusal is to come at once: nobody is to wait for a "no".
    public Duration slowestRefusal() {
        return Duration.ofNanos(slowestRefusal.get());
    }

    /// Answers of 409, 429 and 503: try again.
    public long refusals() {
        return refusals.get();
    }

    void lost() {
        lostAnswers.incrementAndGet();
    }

    public long lostAnswers() {
        return lostAnswers.get();
    }

    /// What no client should ever meet.
    public void surprise(String words) {
        surprises.add(words);
    }

    public List<String> surprises() {
        return List.copyOf(surprises);
    }
}
