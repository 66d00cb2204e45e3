package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// 2: from the start of a POST to the frame at another client's socket, at a steady pace: a hundred users write, ten
/// admins look on. Beside it, in turns, a commit and Kafka alone at the same pace.
public final class LatencyScenario implements Scenario {
    private static final String NAME = "2 latency";
    private static final int USERS = 100;
    private static final int ADMINS = 10;
    private static final int PER_SECOND = 200;
    private static final int SENDERS = 20;
    private static final int WRITERS_FROM = 7_000;

    /// Stands in the message, with its number.
    private static final Pattern MARK = Pattern.compile("moment-(\\d+)");

    private static final int MOST = 100_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        List<Ticket> tickets = ours.openOneEach(WRITERS_FROM, USERS);
        OwnStack stack = bench.stack();
        AtomicLongArray seen = new AtomicLongArray(MOST);
        try (SocketFleet admins = new SocketFleet(
                        stack.publicUrl(OwnStack.REALTIME), (text, from, to) -> note(seen, text, from, to));
                CommitAndKafka alone = new CommitAndKafka(bench)) {
            admins.connect(ADMINS, number -> Person.admin(number).token(stack));
            for (int i = 0; i < USERS; i++) {
                admins.join(i % ADMINS, tickets.get(i).id());
            }
            admins.awaitSeats();
            warmUp(bench, ours, tickets);
            pace(WarmUp.STEP, seen, tickets, ours);
            alone.run(WarmUp.STEP, PER_SECOND);
            List<Latencies> left = new ArrayList<>();
            List<Latencies> right = new ArrayList<>();
            for (int pair = 0; pair < bench.options().pairs(); pair++) {
                left.add(pace(bench.options().run(), seen, tickets, ours));
                right.add(alone.run(bench.options().run(), PER_SECOND));
            }
            Pairs middle = new Pairs(millis(left, 0.5), millis(right, 0.5));
            Pairs slow = new Pairs(millis(left, 0.99), millis(right, 0.99));
            String beside = "the same, against commit and Kafka alone, p";
            return List.of(
                    figure("p50", middle, 5),
                    figure("p99", slow, 25),
                    middle.figure(NAME, beside + 50, "ms", Target.atMost(3)),
                    slow.figure(NAME, beside + 99, "ms", Target.atMost(3)));
        }
    }

    private static List<Double> millis(List<Latencies> runs, double share) {
        return runs.stream().map(run -> run.millis(share)).toList();
    }

    private static Figure figure(String share, Pairs pairs, double target) {
        return Figure.alone(
                NAME,
                "POST to frame, " + share,
                "ms",
                Spread.of(pairs.ours()),
                Target.atMost(target),
                List.of(PER_SECOND + "/s, commit and Kafka alone "
                        + Spread.of(pairs.peer()).text()));
    }

    /// As fast as it goes: at a pace of two hundred a second it would take a quarter of an hour.
    private static void warmUp(Bench bench, RestSide ours, List<Ticket> tickets) throws Exception {
        List<byte[]> requests = requests(USERS, tickets, ours);
        try (HttpLoad load = new HttpLoad(bench.options().clients(), ours.messages())) {
            HttpLoad.Requests next = RestSide.anyOf(requests);
            bench.warmUp("ours", () -> load.run(WarmUp.STEP, next).rate());
        }
    }

    private static List<byte[]> requests(int count, List<Ticket> tickets, RestSide ours) {
        List<byte[]> requests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String text = "moment-" + number + " after which another client sees this on its screen";
            requests.add(ours.addMessage(tickets.get(number % USERS), text));
        }
        return requests;
    }

    /// Requests start when their time has come, whether the ones before have been answered or not, as far as there are
    /// senders; the wait for a sender counts.
    private static Latencies pace(Duration time, AtomicLongArray seen, List<Ticket> tickets, RestSide ours)
            throws Exception {
        int count = (int) (time.toSeconds() * PER_SECOND);
        for (int i = 0; i < count; i++) {
            seen.set(i, 0);
        }
        List<byte[]> ready = requests(count, tickets, ours);
        long begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        long step = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int first = sender;
                senders.add(() -> send(first, begun, step, ready, ours));
            }
            for (Future<Integer> sender : threads.invokeAll(senders)) {
                if (sender.get() > 0) {
                    throw new IOException(sender.get() + " messages were refused");
                }
            }
        }
        Latencies latencies = new Latencies();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int i = 0; i < count; i++) {
            while (seen.get(i) == 0) {
                if (System.nanoTime() > patience) {
                    throw new IOException("A frame never came");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            latencies.add(seen.get(i) - (begun + i * step));
        }
        return latencies;
    }

    /// @return how many were refused
    private static int send(int first, long begun, long step, List<byte[]> requests, RestSide side) throws Exception {
        int refused = 0;
        try (HttpLine line = new HttpLine(side.messages())) {
            for (int i = first; i < requests.size(); i += SENDERS) {
                TimeUnit.NANOSECONDS.sleep(begun + i * step - System.nanoTime());
                refused += line.exchange(requests.get(i)) == 201 ? 0 : 1;
            }
        }
        return refused;
    }

    private static void note(AtomicLongArray seen, byte[] text, int from, int to) {
        long now = System.nanoTime();
        Matcher mark = MARK.matcher(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (mark.find()) {
            seen.compareAndSet(Integer.parseInt(mark.group(1)), 0, now);
        }
    }
}
