package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Crowd;
import com.smipay.support.faults.load.Flood;
import com.smipay.support.faults.load.Flood.Throughput;
import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Reader;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.recorder.Screen;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.Waiting;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.SocketLine;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// Clients that are too many, too fast, too slow, or in tunnels.
final class Crowds {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Crowds() {}

    /// Thousands of clients lose their lines at once and come back at once, while REST stays usable. Recovery: until
    /// the last one is back.
    static Outcome herd(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        int clients = lab.isShort() ? 300 : 5_000;
        try (Traffic traffic = lab.people();
                Crowd crowd = new Crowd(stack.gateway(), stack.secret(Secret.JWT_HS256))) {
            crowd.gather(clients);
            boolean gathered = Waiting.until(LIMIT, () -> crowd.connected() == clients);
            Reader reader = Reader.start(stack);
            crowd.scatter();
            long began = System.nanoTime();
            boolean back = Waiting.until(LIMIT, () -> crowd.connected() == clients);
            Duration recovery = Lab.since(began);
            reader.close();
            return lab.judged(clients + " clients cut and back at once", traffic, List.of(recovery))
                    .within(lab.time(Duration.ofSeconds(30), LIMIT))
                    .expect(gathered, "They never came together")
                    .expect(back, "Not all came back: " + crowd.connected())
                    .expect(reader.failures().isEmpty(), "REST meanwhile: " + reader.failures())
                    .expect(
                            lab.isShort() || reader.slowest().compareTo(Duration.ofSeconds(5)) <= 0,
                            "REST took " + reader.slowest())
                    .with("tries that failed", crowd.failures())
                    .with("REST calls meanwhile", reader.calls())
                    .with("slowest REST call ms", reader.slowest().toMillis());
        }
    }

    /// Phones in tunnels: each line is cut again and again, for a tenth of a second to half a minute, short ones more
    /// often. Recovery: from the last line's mending until every phone is in its room again.
    static Outcome cuts(Lab lab) throws IOException {
        int each = lab.rounds(10, 2);
        double longest = lab.isShort() ? 1.5 : 30;
        List<CuttableLine> lines = new ArrayList<>();
        try (Traffic traffic = Traffic.start(
                lab.stack(),
                () -> {
                    CuttableLine line = new CuttableLine(lab.stack().gateway().getPort());
                    lines.add(line);
                    return URI.create("http://" + line.host() + ":" + line.port());
                },
                lab.isShort() ? 2 : 10,
                Duration.ofMillis(150),
                lab.random())) {
            try (ExecutorService tunnels = Executors.newVirtualThreadPerTaskExecutor()) {
                lines.forEach(line -> {
                    RandomGenerator random = new Random(lab.random().nextLong());
                    tunnels.execute(() -> cut(line, each, longest, random));
                });
            }
            long mended = System.nanoTime();
            traffic.awaitSettled();
            Duration recovery = Lab.since(mended);
            List<Screen> screens = traffic.phones().stream().map(Phone::screen).toList();
            int connections = screens.stream().mapToInt(Screen::connections).sum();
            return lab.judged(each * lines.size() + " cuts of 0.1 to " + longest + " s", traffic, List.of(recovery))
                    .expect(
                            connections > lines.size(),
                            "No phone ever had to connect again: the cuts did not cut anything")
                    .with("connections", connections)
                    .with(
                            "caught up by missed",
                            screens.stream()
                                    .mapToLong(screen -> Math.max(0, screen.size() - 1 - screen.frames()))
                                    .sum());
        } finally {
            for (CuttableLine line : lines) {
                line.close();
            }
        }
    }

    private static void cut(CuttableLine line, int times, double longest, RandomGenerator random) {
        double shortest = 0.1;
        try {
            for (int i = 0; i < times; i++) {
                pause(shortest + random.nextDouble());
                line.cut();
                // Evenly on a scale of tens: most tunnels are short.
                pause(shortest * Math.pow(longest / shortest, random.nextDouble()));
                line.mend();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(double seconds) throws IOException {
        Waiting.pause(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /// Five times as many messages a second as the stack can take: it refuses the rest at once and goes on taking about
    /// as many as before, by the processor time that the sender leaves it: both share one machine. What was taken
    /// is stored; whoever comes afterwards notices nothing.
    static Outcome overload(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        List<Chat> chats;
        try (Traffic tickets =
                Traffic.start(stack, stack::gateway, lab.isShort() ? 4 : 16, Duration.ofMillis(200), lab.random())) {
            tickets.stop();
            chats = tickets.chats();
        }
        Flood flood = new Flood(stack.gateway(), chats);
        Throughput capacity;
        Throughput goodput;
        double offered;
        try (flood) {
            // A process that has just begun takes more with every second.
            flood.capacity(32, lab.time(Duration.ofSeconds(30), Duration.ofSeconds(1)));
            capacity = flood.capacity(32, lab.time(Duration.ofSeconds(10), Duration.ofSeconds(1)));
            offered = 5 * capacity.rate();
            goodput = flood.offer(offered, lab.time(Duration.ofSeconds(20), Duration.ofSeconds(2)));
        }
        List<String> messages = stack.database("messaging").texts("select id::text from message");
        Finding stored = new Facts("message", new HashSet<>(flood.taken()), Map.of("the messages", messages)).judge();
        Verdict afterwards = afterwards(lab);
        String done = "%d/s offered, capacity %d/s, goodput %d/s"
                .formatted(Math.round(offered), Math.round(capacity.rate()), Math.round(goodput.rate()));
        long share = percent(goodput.each() / capacity.each());
        return Outcome.of(lab.experiment(), done, stored.plus(afterwards.finding()), List.of(), afterwards.broken())
                .expect(
                        Set.of(201, 429, 503).containsAll(flood.statuses().keySet()),
                        "Answers by status: " + flood.statuses())
                .expect(lab.isShort() || share >= 80, "Goodput fell to " + share + " % of capacity")
                .with("goodput %", percent(goodput.rate() / capacity.rate()))
                .with("by processor time %", share)
                .with("answers by status", flood.statuses())
                .with("not even sent", flood.notSent())
                .with("p99 of refusals ms", flood.slowRefusal().toMillis());
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }

    private static Verdict afterwards(Lab lab) throws IOException {
        try (Traffic traffic = lab.people()) {
            lab.letGo(Duration.ofMillis(500), Duration.ofSeconds(1));
            traffic.stop();
            return traffic.verdict();
        }
    }

    private static final int BURST = 60;
    private static final int SMALL_BUFFER = 4_096;
    private static final String WORDS = "₦".repeat(4_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A client that stops reading while thousands of events come: it is dropped at a bound, and nobody else notices.
    /// One that stops for a burst below the bound gets all of it.
    static Outcome stalledSocket(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        // All in one ticket, which takes 5,000 (decisions.md 56).
        int events = lab.isShort() ? 800 : 4_500;
        try (Traffic traffic = lab.people()) {
            Chat chat = traffic.chats().getFirst();
            double before = drops(stack);
            boolean burstArrived = burst(stack, chat);
            double afterBurst = drops(stack);
            try (SocketLine stalled = joined(stack, chat);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                long began = System.nanoTime();
                flood(threads, chat, events);
                boolean dropped =
                        Waiting.until(Duration.ofMinutes(5), Duration.ofMillis(200), () -> drops(stack) > afterBurst);
                Duration untilDropped = Lab.since(began);
                threads.close();
                return lab.judged(events + " events of 12 KB past a client that does not read", traffic, List.of())
                        .expect(dropped, "The client that does not read was never dropped")
                        .expect(drops(stack) - before < 2, "Somebody else was dropped too")
                        .expect(burstArrived, "A burst of " + BURST + " did not arrive whole")
                        .with("dropped after s", untilDropped.toSeconds());
            }
        }
    }

    /// How many sockets the service has dropped so far, of all its series together.
    private static double drops(OwnStack stack) {
        return Probe.body(stack.internalUrl(Services.REALTIME).resolve("/metrics"))
                .lines()
                .filter(line -> line.matches("support_sockets_dropped_total[ {].*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static SocketLine joined(OwnStack stack, Chat chat) throws IOException {
        SocketLine line = SocketLine.connect(
                stack.publicUrl(Services.REALTIME), chat.admin().token(), SMALL_BUFFER, PATIENCE);
        line.send("42/support,1[\"join_ticket\",{\"ticket_id\":\"%s\",\"last_message_id\":\"%s\"}]"
                .formatted(chat.ticket(), chat.phones().getFirst().screen().newest()));
        for (String packet = line.read(); !packet.startsWith("43/support,1"); packet = line.read()) {
            if (packet.startsWith("41")) {
                throw new EOFException(packet);
            }
        }
        return line;
    }

    /// @return whether all of it arrived, in its order
    private static boolean burst(OwnStack stack, Chat chat) throws IOException {
        try (SocketLine pausing = joined(stack, chat)) {
            Set<String> said = new HashSet<>();
            for (int i = 0; i < BURST; i++) {
                String text = "burst " + i + " " + chat.ticket() + " " + WORDS;
                chat.sayAs("burst", text);
                said.add(text);
            }
            while (!said.isEmpty()) {
                String packet = pausing.read();
                if (packet.startsWith("42/support,[\"new_message\"")) {
                    JsonNode event = Json.mapper().readTree(packet.substring("42/support,".length()));
                    said.remove(event.at("/1/message/message").asText());
                }
            }
            return true;
        } catch (EOFException | SocketTimeoutException e) {
            return false;
        }
    }

    private static void flood(ExecutorService threads, Chat chat, int events) {
        AtomicInteger left = new AtomicInteger(events);
        for (int writer = 0; writer < 8; writer++) {
            String hand = "flood " + writer;
            threads.execute(() -> {
                for (int n = left.decrementAndGet(); n >= 0; n = left.decrementAndGet()) {
                    chat.sayAs(hand, "flood " + n + " " + chat.ticket() + " " + WORDS);
                }
            });
        }
    }
}
