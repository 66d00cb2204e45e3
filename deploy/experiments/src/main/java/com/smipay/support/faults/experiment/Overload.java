package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Flood;
import com.smipay.support.faults.load.Flood.Throughput;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Five times as many messages a second as the stack can take: it refuses the rest at once and goes on taking about as
/// many as before, by the processor time that the sender leaves it: both share one machine. What was taken is stored;
/// whoever comes afterwards notices nothing.
final class Overload implements Experiment {
    private static final int TIMES = 5;
    private static final double SHARE = 0.8;
    private static final int WORKERS = 32;
    private static final Set<Integer> ALLOWED = Set.of(201, 429, 503);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String what() {
        return "five times as many messages as the stack can take";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        List<Chat> chats;
        try (Traffic tickets = Traffic.start(stack, lab.isShort() ? 4 : 16, Duration.ofMillis(200), lab.random())) {
            tickets.stop();
            chats = tickets.chats();
            chats.forEach(Chat::close);
        }
        Throughput capacity;
        Throughput goodput;
        Flood flood = new Flood(stack.gateway(), chats);
        try (flood) {
            // A process that has just begun takes more with every second.
            flood.capacity(WORKERS, lab.time(Duration.ofSeconds(30), Duration.ofSeconds(1)));
            capacity = flood.capacity(WORKERS, lab.time(Duration.ofSeconds(10), Duration.ofSeconds(1)));
            goodput = flood.offer(TIMES * capacity.rate(), lab.time(Duration.ofSeconds(20), Duration.ofSeconds(2)));
        }
        List<String> taken = flood.taken();
        Finding stored = new Facts(
                        "message",
                        new HashSet<>(taken),
                        Map.of("the messages", stack.database("messaging").texts("select id::text from message")))
                .judge();
        Verdict afterwards = afterwards(lab);
        return new Outcome(
                        name(),
                        Math.round(TIMES * capacity.rate()) + "/s offered, capacity " + Math.round(capacity.rate())
                                + "/s, goodput " + Math.round(goodput.rate()) + "/s",
                        stored.plus(afterwards.finding()),
                        List.of(),
                        afterwards.broken(),
                        Map.of())
                .expect(ALLOWED.containsAll(flood.statuses().keySet()), "Answers by status: " + flood.statuses())
                .expect(
                        lab.isShort() || goodput.each() >= SHARE * capacity.each(),
                        "Goodput fell to " + percent(goodput.each() / capacity.each()) + " % of capacity")
                .with("goodput %", percent(goodput.rate() / capacity.rate()))
                .with("by processor time %", percent(goodput.each() / capacity.each()))
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
            return Verdict.of(lab.stack(), traffic);
        }
    }
}
