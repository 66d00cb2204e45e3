package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.RawSocket;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Metrics;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that stops reading while thousands of events come: it is dropped at a bound, and nobody else notices. One
/// that stops for a burst below the bound gets all of it.
final class Stalled implements Experiment {
    private static final String DROPS = "support_sockets_dropped_total";
    private static final int EVENTS = 10_000;
    private static final int EVENTS_IN_SHORT = 800;
    private static final int BURST = 60;
    private static final int WRITERS = 8;
    private static final int SMALL_BUFFER = 4_096;
    private static final String WORDS = "₦".repeat(4_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "stalled-socket";
    }

    @Override
    public String what() {
        return "a client that stops reading while thousands of large events come";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        URI realtime = stack.publicUrl(OwnStack.REALTIME);
        Metrics metrics = new Metrics(stack.internalUrl(OwnStack.REALTIME));
        int events = lab.isShort() ? EVENTS_IN_SHORT : EVENTS;
        try (Traffic traffic = lab.people()) {
            Chat chat = traffic.chats().getFirst();
            double before = metrics.value(DROPS);
            boolean burstArrived = burst(chat, realtime);
            double afterBurst = metrics.value(DROPS);
            Duration untilDropped;
            try (RawSocket stalled = RawSocket.connect(realtime, chat.admin(), SMALL_BUFFER, PATIENCE)) {
                stalled.join(chat.ticket(), chat.phones().getFirst().screen().newest());
                long began = System.nanoTime();
                Thread flood = Thread.ofVirtual().start(() -> flood(chat, events));
                boolean dropped = Waiting.until(
                        Duration.ofMinutes(5),
                        Duration.ofMillis(200),
                        () -> metrics.value(DROPS) > afterBurst || !flood.isAlive());
                untilDropped = Duration.ofNanos(System.nanoTime() - began);
                await(flood);
                dropped &= Waiting.until(PATIENCE, () -> metrics.value(DROPS) > afterBurst);
                traffic.stop();
                return Outcome.of(
                                name(),
                                events + " events of 12 KB past a client that does not read",
                                Verdict.of(stack, traffic),
                                List.of())
                        .expect(dropped, "The client that does not read was never dropped")
                        .expect(metrics.value(DROPS) - before < 2, "Somebody else was dropped too")
                        .expect(burstArrived, "A burst of " + BURST + " did not arrive whole")
                        .with("dropped after s", untilDropped.toSeconds());
            }
        }
    }

    /// @return whether all of it arrived, in its order
    private static boolean burst(Chat chat, URI realtime) throws IOException {
        try (RawSocket pausing = RawSocket.connect(realtime, chat.admin(), SMALL_BUFFER, PATIENCE)) {
            pausing.join(chat.ticket(), chat.phones().getFirst().screen().newest());
            Set<String> said = new HashSet<>();
            for (int i = 0; i < BURST; i++) {
                String text = "burst " + i + " " + chat.ticket() + " " + WORDS;
                chat.sayAs("burst", text);
                said.add(text);
            }
            while (!said.isEmpty()) {
                JsonNode event = RawSocket.event(pausing.read());
                if (event.path(0).asText().equals("new_message")) {
                    said.remove(event.path(1).path("message").path("message").asText());
                }
            }
            return true;
        } catch (java.io.EOFException | java.net.SocketTimeoutException e) {
            return false;
        }
    }

    private static void flood(Chat chat, int events) {
        AtomicInteger left = new AtomicInteger(events);
        List<Thread> writers = java.util.stream.IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                    for (int n = left.decrementAndGet(); n >= 0; n = left.decrementAndGet()) {
                        chat.sayAs("flood " + writer, "flood " + n + " " + chat.ticket() + " " + WORDS);
                    }
                }))
                .toList();
        writers.forEach(Stalled::await);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
