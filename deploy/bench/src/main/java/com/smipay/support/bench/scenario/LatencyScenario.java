package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.Spread;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.OwnStack.Person;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/// 2: from the start of a POST to the frame at another client's socket, at a steady pace: a hundred users write, ten
/// admins look on. Beside it, in turns, a commit and Kafka alone at the same pace.
public final class LatencyScenario implements Scenario {
    private static final String NAME = "2 latency";
    private static final int USERS = 100;
    private static final int ADMINS = 10;
    private static final int PER_SECOND = 200;
    private static final int SENDERS = 20;
    private static final int WRITERS_FROM = 7_000;

    /// Stands in the message, followed by its number.
    private static final byte[] MARK = "moment-".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST = 100_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.ours(bench.stack());
        List<Ticket> tickets = ours.openOneEach(WRITERS_FROM, USERS);
        AtomicLongArray seen = new AtomicLongArray(MOST);
        try (SocketFleet admins = new SocketFleet(
                        bench.stack().service("realtime-service"), (text, from, to) -> note(seen, text, from, to));
                CommitAndKafka alone = new CommitAndKafka(bench)) {
            admins.connect(ADMINS, number -> token(bench, Person.admin(number)));
            for (int i = 0; i < USERS; i++) {
                admins.join(i % ADMINS, tickets.get(i).id());
            }
            admins.awaitSeats();
            warmUp(bench, ours, tickets);
            pace(WarmUp.STEP, seen, number -> ours.addMessage(tickets.get(number % USERS), text(number)), ours);
            alone.run(WarmUp.STEP, PER_SECOND);
            List<Latencies> left = new ArrayList<>();
            List<Latencies> right = new ArrayList<>();
            for (int pair = 0; pair < bench.options().pairs(); pair++) {
                left.add(pace(
                        bench.options().run(),
                        seen,
                        number -> ours.addMessage(tickets.get(number % USERS), text(number)),
                        ours));
                right.add(alone.run(bench.options().run(), PER_SECOND));
            }
            return List.of(
                    figure(left, right, 0.5, 5),
                    figure(left, right, 0.99, 25),
                    ratio(left, right, 0.5),
                    ratio(left, right, 0.99));
        }
    }

    /// As fast as it goes: at a pace of two hundred a second it would take a quarter of an hour.
    private static void warmUp(Bench bench, RestSide ours, List<Ticket> tickets) throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (Ticket ticket : tickets) {
            requests.add(ours.addMessage(ticket, text(0)));
        }
        try (HttpLoad load = new HttpLoad(bench.options().clients(), client -> new HttpLine(ours.messages()))) {
            bench.warmUp(
                    "ours",
                    () -> load.run(
                                    WarmUp.STEP,
                                    client -> requests.get(
                                            ThreadLocalRandom.current().nextInt(USERS)))
                            .rate());
        }
    }

    private static Figure figure(List<Latencies> ours, List<Latencies> alone, double share, double target) {
        return Figure.alone(
                NAME,
                "POST to frame, p" + Math.round(share * 100),
                "ms",
                spread(ours, share),
                Target.atMost(target),
                List.of(PER_SECOND + "/s, commit and Kafka alone "
                        + spread(alone, share).text()));
    }

    private static Figure ratio(List<Latencies> ours, List<Latencies> alone, double share) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).millis(share) / alone.get(i).millis(share));
        }
        return new Figure(
                NAME,
                "the same, against commit and Kafka alone, p" + Math.round(share * 100),
                "ms",
                spread(ours, share),
                spread(alone, share),
                Spread.of(ratios),
                Target.atMost(3),
                List.of());
    }

    private static Spread spread(List<Latencies> runs, double share) {
        return Spread.of(runs.stream().map(run -> run.millis(share)).toList());
    }

    @FunctionalInterface
    private interface Numbered {
        byte[] request(int number) throws IOException;
    }

    /// Requests start when their time has come, whether the ones before have been answered or not, as far as there are
    /// senders; the wait for a sender counts.
    private static Latencies pace(Duration time, AtomicLongArray seen, Numbered requests, RestSide side)
            throws Exception {
        int count = (int) (time.toSeconds() * PER_SECOND);
        for (int i = 0; i < count; i++) {
            seen.set(i, 0);
        }
        List<byte[]> ready = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ready.add(requests.request(i));
        }
        long begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        long step = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int first = sender;
                senders.add(() -> send(first, count, begun, step, ready, side));
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
            while (seen.get(i) == 0 && System.nanoTime() < patience) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            if (seen.get(i) == 0) {
                throw new IOException("A frame never came");
            }
            latencies.add(seen.get(i) - (begun + i * step));
        }
        return latencies;
    }

    private static int send(int first, int count, long begun, long step, List<byte[]> requests, RestSide side)
            throws Exception {
        int refused = 0;
        try (HttpLine line = new HttpLine(side.messages())) {
            for (int i = first; i < count; i += SENDERS) {
                long wait = begun + i * step - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                if (line.exchange(requests.get(i)) != 201) {
                    refused++;
                }
            }
        }
        return refused;
    }

    private static String text(int number) {
        return "moment-" + number + " after which another client sees this on its screen";
    }

    private static void note(AtomicLongArray seen, byte[] text, int from, int to) {
        long now = System.nanoTime();
        int at = from;
        while (at < to - MARK.length && !marked(text, at)) {
            at++;
        }
        int number = 0;
        for (at += MARK.length; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            number = number * 10 + text[at] - '0';
        }
        seen.compareAndSet(number, 0, now);
    }

    private static boolean marked(byte[] text, int at) {
        for (int i = 0; i < MARK.length; i++) {
            if (text[at + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private static String token(Bench bench, Person person) {
        try {
            return bench.stack().token(person);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
