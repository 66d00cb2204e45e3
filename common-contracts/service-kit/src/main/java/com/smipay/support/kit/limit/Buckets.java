package com.smipay.support.kit.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// One token bucket for each key, of so many keys at the most. Safe for all threads; nobody waits for anybody.
///
/// Buckets live in two generations: a call takes its bucket into the young one. When the young one is half of what
/// may be kept, or as old as a bucket takes to fill, it becomes the old one, and what the old one still held is
/// dropped. So a bucket is dropped when it is full again anyway, or, if more keys come than may be kept, because it
/// was not used for longest: who invents keys loses nothing but the keys invented before, and whoever keeps calling
/// keeps the bucket.
///
/// @param <K> compares by value; also by order, or has a hash that a stranger can't forge
public final class Buckets<K> {
    private final Bandwidth bandwidth;
    private final long untilFullNanos;
    private final int mostInGeneration;
    private final TimeMeter time;
    private final AtomicReference<Generations<K>> generations;

    private record Generations<K>(Map<K, Bucket> young, Map<K, Bucket> old, long bornNanos) {
        Generations<K> next(long now) {
            return new Generations<>(new ConcurrentHashMap<>(), young, now);
        }
    }

    /// @param most how many buckets may be kept, at least 2; many threads at once may pass it by one each
    /// @param time steady, never set back
    public Buckets(Limit limit, int most, TimeMeter time) {
        this.bandwidth = limit.bandwidth();
        this.untilFullNanos = limit.untilFull().toNanos();
        this.mostInGeneration = most / 2;
        this.time = time;
        this.generations = new AtomicReference<>(
                new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), time.currentTimeNanos()));
    }

    /// Takes one token.
    ///
    /// @return how long to wait where there is none; empty where one was taken
    public Optional<Duration> take(K key) {
        return draw(key).waiting();
    }

    /// Takes one token, where there is one, and tells how the bucket then stands.
    Draw draw(K key) {
        return Draw.of(bucket(key).tryConsumeAndReturnRemaining(1));
    }

    /// Gives back a token that was taken for nothing.
    public void giveBack(K key) {
        bucket(key).addTokens(1);
    }

    /// How many buckets are kept now.
    public int kept() {
        Generations<K> now = generations();
        return now.young().size() + now.old().size();
    }

    private Bucket bucket(K key) {
        Generations<K> now = current();
        Bucket known = now.young().get(key);
        if (known != null) {
            return known;
        }
        Bucket earlier = now.old().get(key);
        Bucket mine = earlier != null ? earlier : newBucket();
        Bucket first = now.young().putIfAbsent(key, mine);
        return first != null ? first : mine;
    }

    private Generations<K> current() {
        Generations<K> now = generations();
        long time = this.time.currentTimeNanos();
        if (now.young().size() < mostInGeneration && time - now.bornNanos() < untilFullNanos) {
            return now;
        }
        // Of several that see the end of a generation, one turns the page and all go on with what is there then.
        generations.compareAndSet(now, now.next(time));
        return generations();
    }

    private Generations<K> generations() {
        return Objects.requireNonNull(generations.get());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(time)
                .build();
    }
}
