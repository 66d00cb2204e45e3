package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.servers.process.Waiting;
import com.smipay.support.testkit.CuttableLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Phones in tunnels: each line is cut again and again, for a tenth of a second to half a minute, short ones more
/// often. Recovery: from the last line's mending until every phone is in its room again.
final class Cuts implements Experiment {
    private static final int CHATS = 10;
    private static final int CUTS = 10;
    private static final double SHORTEST = 0.1;
    private static final double LONGEST = 30;
    private static final double LONGEST_IN_SHORT = 1.5;
    private static final double SECOND = 1e9;

    @Override
    public String name() {
        return "cuts";
    }

    @Override
    public String what() {
        return "lines of phones cut for 0.1 to 30 s, then join and missed";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int each = lab.rounds(CUTS, 2);
        double longest = lab.isShort() ? LONGEST_IN_SHORT : LONGEST;
        List<CuttableLine> lines = new ArrayList<>();
        try (Traffic traffic = Traffic.start(
                lab.stack(),
                () -> {
                    CuttableLine line = new CuttableLine(lab.stack().port());
                    lines.add(line);
                    return URI.create("http://" + line.host() + ":" + line.port());
                },
                lab.isShort() ? 2 : CHATS,
                Duration.ofMillis(150),
                lab.random())) {
            List<Thread> tunnels = new ArrayList<>();
            for (CuttableLine line : lines) {
                RandomGenerator random = new Random(lab.random().nextLong());
                tunnels.add(Thread.ofVirtual().start(() -> cut(line, each, longest, random)));
            }
            for (Thread tunnel : tunnels) {
                join(tunnel);
            }
            long mended = System.nanoTime();
            traffic.awaitSettled();
            Duration recovery = Duration.ofNanos(System.nanoTime() - mended);
            traffic.stop();
            Verdict verdict = Verdict.of(lab.stack(), traffic);
            long connections = traffic.phones().stream()
                    .map(Phone::screen)
                    .mapToLong(screen -> screen.connections())
                    .sum();
            return Outcome.of(
                            name(),
                            each * lines.size() + " cuts of 0.1 to " + longest + " s",
                            verdict,
                            List.of(recovery))
                    .expect(
                            connections > lines.size(),
                            "No phone ever had to connect again: the cuts did not cut anything")
                    .with("connections", connections)
                    .with("caught up by missed", caughtUp(traffic));
        } finally {
            for (CuttableLine line : lines) {
                line.close();
            }
        }
    }

    /// Messages that did not come as a frame.
    private static long caughtUp(Traffic traffic) {
        return traffic.phones().stream()
                .map(Phone::screen)
                .mapToLong(screen -> Math.max(0, screen.size() - 1 - screen.frames()))
                .sum();
    }

    private static void cut(CuttableLine line, int times, double longest, RandomGenerator random) {
        try {
            for (int i = 0; i < times; i++) {
                pause(SHORTEST + random.nextDouble());
                line.cut();
                // Evenly on a scale of tens: most tunnels are short.
                pause(SHORTEST * Math.pow(longest / SHORTEST, random.nextDouble()));
                line.mend();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(double seconds) throws IOException {
        Waiting.pause(Duration.ofNanos((long) (seconds * SECOND)));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
