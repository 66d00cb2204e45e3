package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/// 14: what it costs to bring a message to one socket of five hundred in a room into which twenty come each second,
/// from the POST on, and how many sockets a second come in. Both sides at their one address, as in scenario 13. All
/// sockets are the owner's: an agent's reply reaches each in the same two frames on both sides, and a message of the
/// owner's own in two of ours and one of the peer's, which does not tell the sender's other devices (`decisions.md`
/// 66).
public final class FanOutScenario implements Scenario {
    private static final String NAME = "14 fan-out";
    private static final int SOCKETS = 500;
    private static final int PER_SECOND = 20;
    private static final int OWNER = 8_500;
    private static final int AGENT = 85;
    private static final int ARRIVALS = 1_000;
    private static final int ARRIVALS_FROM = 30_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] DELIVERY = "42/support,[\"new_message\"".getBytes(StandardCharsets.UTF_8);

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide ours = RestSide.of(bench.stack(), bench.stack().gateway());
        RestSide theirs = RestSide.of(bench.stack(), bench.monolith().address());
        Person agent = Person.admin(AGENT);
        return List.of(
                deliveries(bench, "a reply", ours, theirs, (side, ticket) -> side.reply(agent, ticket)),
                deliveries(bench, "the owner's message", ours, theirs, RestSide::addMessage),
                arrivals(bench, ours, theirs));
    }

    /// @param words a request that says something in a ticket
    private static Figure deliveries(
            Bench bench, String what, RestSide ours, RestSide theirs, BiFunction<RestSide, Ticket, byte[]> words)
            throws Exception {
        try (Room left = new Room(bench, ours, bench.ours(), words);
                Room right = new Room(bench, theirs, bench.peers(), words)) {
            bench.warmUp("ours", left::warmUp);
            bench.warmUp("peer", right::warmUp);
            return Pairs.run(bench.options().pairs(), left::run, right::run)
                    .figure(
                            NAME,
                            what + " to a room of " + SOCKETS + " at " + PER_SECOND + "/s, processor time",
                            "us a delivery",
                            Target.atMost(1.2),
                            "ours: " + left.watched.share(),
                            "peer: " + right.watched.share());
        }
    }

    private static Figure arrivals(Bench bench, RestSide ours, RestSide theirs) throws Exception {
        List<String> tokens = bench.tokens(ARRIVALS_FROM, ARRIVALS);
        Pairs.Side left = () -> rate(ours, tokens);
        Pairs.Side right = () -> rate(theirs, tokens);
        bench.warmUp("ours", WarmUp.repeated(left));
        bench.warmUp("peer", WarmUp.repeated(right));
        return Pairs.run(bench.options().pairs(), left, right)
                .figure(NAME, ARRIVALS + " sockets that come in", "/s", Target.atLeast(1));
    }

    private static double rate(RestSide side, List<String> tokens) throws Exception {
        try (SocketFleet fleet = new SocketFleet(side.messages(), (text, from, to) -> {})) {
            long begun = System.nanoTime();
            fleet.connect(ARRIVALS, tokens::get);
            return ARRIVALS / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /// The room of one ticket at one side; all sockets are its owner's.
    private static final class Room implements AutoCloseable {
        private final RestSide side;
        private final byte[] message;
        private final Duration time;
        private final SocketFleet sockets;
        private final Watched watched;
        private final AtomicLong delivered = new AtomicLong();

        Room(
                Bench bench,
                RestSide side,
                Map<String, List<ProcessHandle>> processes,
                BiFunction<RestSide, Ticket, byte[]> words)
                throws Exception {
            Person owner = Person.user(OWNER);
            Ticket ticket = side.open(owner);
            this.side = side;
            this.message = words.apply(side, ticket);
            this.time = bench.options().run();
            this.watched = new Watched(processes);
            this.sockets = new SocketFleet(side.messages(), this::note);
            String token = owner.token(side.stack());
            sockets.connect(SOCKETS, number -> token);
            for (int socket = 0; socket < SOCKETS; socket++) {
                sockets.join(socket, ticket.id());
            }
            sockets.awaitSeats();
        }

        private void note(byte[] text, int from, int to) {
            int end = from + DELIVERY.length;
            if (end <= to && Arrays.equals(text, from, end, DELIVERY, 0, DELIVERY.length)) {
                delivered.incrementAndGet();
            }
        }

        /// Deliveries a second over a step of the warm-up.
        double warmUp() throws Exception {
            return say(WarmUp.STEP) / (double) WarmUp.STEP.toSeconds();
        }

        /// Microseconds of processor time of a delivery.
        double run() throws Exception {
            double deliveries = watched.run(() -> say(time));
            return watched.served().toNanos() / 1e3 / deliveries;
        }

        /// @return how many deliveries that was, once the last message has reached everybody
        private long say(Duration time) throws Exception {
            int messages = (int) time.toSeconds() * PER_SECOND;
            long all = (long) messages * SOCKETS;
            delivered.set(0);
            long begun = System.nanoTime();
            long step = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            try (HttpLine line = new HttpLine(side.messages())) {
                for (int i = 0; i < messages; i++) {
                    TimeUnit.NANOSECONDS.sleep(begun + i * step - System.nanoTime());
                    line.ask(message);
                }
            }
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (delivered.get() < all) {
                if (System.nanoTime() > patience) {
                    throw new IOException("Only " + delivered + " of " + all + " deliveries came");
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            return all;
        }

        @Override
        public void close() throws Exception {
            sockets.close();
        }
    }
}
