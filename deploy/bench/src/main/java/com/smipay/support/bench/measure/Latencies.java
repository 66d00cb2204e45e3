package com.smipay.support.bench.measure;

import java.util.Arrays;

/// Times in nanoseconds, every one of them kept. For one thread; merge the threads' own.
public final class Latencies {
    private long[] times = new long[1024];
    private int count;

    public void add(long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, count * 2);
        }
        times[count++] = nanos;
    }

    public void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.times[i]);
        }
    }

    public int count() {
        return count;
    }

    /// The smallest time that so many of all times do not exceed, in milliseconds; 0 where there is none.
    ///
    /// @param share 0.5 for the median, 0.99 for the time that one in a hundred exceeds
    public double millis(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        int rank = Math.clamp((long) Math.ceil(share * count) - 1, 0, count - 1);
        return sorted[rank] / 1e6;
    }
}
