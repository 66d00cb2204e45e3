package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Latencies;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
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

/// Messages to one side at a steady pace, and how long each takes from the start of its POST to its frame at another
/// client's socket: a hundred users write, each into a ticket of their own, and ten admins look on. For one thread.
final class MessagePace implements AutoCloseable {
    static final int USERS = 100;
    private static final int ADMINS = 10;
    private static final int SENDERS = 20;
    private static final int WRITERS_FROM = 7_000;
    private static final int MOST = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Stands in the message, with its number.
    private static final Pattern MARK = Pattern.compile("moment-(\\d+)");

    private final RestSide side;
    private final List<Ticket> tickets;
    private final AtomicLongArray seen = new AtomicLongArray(MOST);
    private final SocketFleet admins;
    private final SocketFleet phones;

    /// @param sockets where the side's sockets are
    /// @param withPhones whether each user has a socket too, in the room of their ticket
    MessagePace(RestSide side, URI sockets, boolean withPhones) throws Exception {
        this.side = side;
        this.tickets = side.openOneEach(WRITERS_FROM, USERS);
        this.admins = new SocketFleet(sockets, this::note);
        this.phones = new SocketFleet(sockets, (text, from, to) -> {});
        admins.connect(ADMINS, number -> Person.admin(number).token(side.stack()));
        for (int i = 0; i < USERS; i++) {
            admins.join(i % ADMINS, tickets.get(i).id());
        }
        admins.awaitSeats();
        if (withPhones) {
            phones.connect(USERS, number -> Person.user(WRITERS_FROM + number).token(side.stack()));
            for (int i = 0; i < USERS; i++) {
                phones.join(i, tickets.get(i).id());
            }
            phones.awaitSeats();
        }
    }

    /// As fast as it goes: at a steady pace it would take a quarter of an hour.
    void warmUp(Bench bench, String who) throws Exception {
        try (HttpLoad load = new HttpLoad(bench.options().clients(), side.messages())) {
            HttpLoad.Requests next = RestSide.anyOf(requests(USERS));
            bench.warmUp(who, () -> load.run(WarmUp.STEP, next).rate());
        }
    }

    /// Requests start when their time has come, whether the ones before have been answered or not, as far as there are
    /// senders; the wait for a sender counts.
    Latencies run(Duration time, int perSecond) throws Exception {
        int count = (int) (time.toSeconds() * perSecond);
        for (int i = 0; i < count; i++) {
            seen.set(i, 0);
        }
        List<byte[]> ready = requests(count);
        long begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        try (ExecutorService threads = Executors.newFixedThreadPool(SENDERS)) {
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int first = sender;
                senders.add(() -> send(first, begun, step, ready));
            }
            for (Future<Integer> sender : threads.invokeAll(senders)) {
                if (sender.get() > 0) {
                    throw new IOException(sender.get() + " messages were refused");
                }
            }
        }
        Latencies latencies = new Latencies();
        long patience = System.nanoTime() + PATIENCE.toNanos();
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

    private List<byte[]> requests(int count) {
        List<byte[]> requests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String text = "moment-" + number + " after which another client sees this on its screen";
            requests.add(side.addMessage(tickets.get(number % USERS), text));
        }
        return requests;
    }

    /// @return how many were refused
    private int send(int first, long begun, long step, List<byte[]> requests) throws Exception {
        int refused = 0;
        try (HttpLine line = new HttpLine(side.messages())) {
            for (int i = first; i < requests.size(); i += SENDERS) {
                TimeUnit.NANOSECONDS.sleep(begun + i * step - System.nanoTime());
                refused += line.exchange(requests.get(i)) == 201 ? 0 : 1;
            }
        }
        return refused;
    }

    private void note(byte[] text, int from, int to) {
        long now = System.nanoTime();
        Matcher mark = MARK.matcher(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (mark.find()) {
            seen.compareAndSet(Integer.parseInt(mark.group(1)), 0, now);
        }
    }

    @Override
    public void close() throws Exception {
        phones.close();
        admins.close();
    }
}
