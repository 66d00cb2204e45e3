package com.smipay.support.faults.load;

import com.smipay.support.faults.recorder.Conversation;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.recorder.Shown;
import com.smipay.support.faults.recorder.Taken;
import com.smipay.support.faults.stack.Evidence;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Whole lives of live chats, several at once and one after another, while something breaks.
public final class LiveChats implements AutoCloseable {
    private static final Duration ENDING = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration STEP = Duration.ofMillis(500);

    private final Journal journal = new Journal();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final Queue<Lived> lived = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final OwnStack stack;

    /// @param owners whose it was, as the agents were told
    private record Lived(String id, List<String> owners, int stars, List<Shown> shown) {}

    private LiveChats(OwnStack stack) {
        this.stack = stack;
    }

    /// @param desks each with two agents and chats of its own
    public static LiveChats start(OwnStack stack, int desks) {
        LiveChats chats = new LiveChats(stack);
        for (int i = 0; i < desks; i++) {
            chats.threads.add(Thread.ofVirtual().start(chats::lives));
        }
        return chats;
    }

    private void lives() {
        String secret = stack.secret(Secret.JWT_HS256);
        Writer writer = new Writer(new Rest(stack.gateway()), journal);
        List<Person> agents = List.of(Person.admin(secret), Person.admin(secret));
        Person user = Person.user(secret);
        while (going.get()) {
            try (LiveChat chat = new LiveChat(stack, writer, journal, user, agents)) {
                chat.live(stack);
                List<Shown> shown = chat.shown();
                chat.wrongAssignments().forEach(journal::surprise);
                lived.add(new Lived(chat.id(), chat.owners(), chat.stars(), shown));
            } catch (Writer.NeverTakenException e) {
                // The journal has it: this desk closes.
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public Journal journal() {
        return journal;
    }

    /// Lives that came to their end.
    public int ended() {
        return lived.size();
    }

    /// Lets every life come to its end.
    public void stop() throws IOException {
        going.set(false);
        try {
            for (Thread thread : threads) {
                if (!thread.join(ENDING)) {
                    journal.surprise("A chat never came to an end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }

    /// Looks until all is as it has to be, or the time is over. Every life has ended.
    public Verdict verdict() throws IOException {
        Verdict[] last = {new Verdict(Finding.NOTHING, List.of("Nothing could be read"))};
        Waiting.until(LIMIT, STEP, () -> {
            last[0] = look();
            return last[0].isClean();
        });
        return last[0];
    }

    private Verdict look() throws IOException {
        Evidence evidence = new Evidence(stack);
        Map<String, List<Taken>> taken = journal.taken().stream().collect(Collectors.groupingBy(Taken::ticket));
        List<String> broken = new ArrayList<>(journal.surprises());
        Finding finding = Finding.NOTHING;
        for (Lived chat : lived) {
            finding = finding.plus(new Conversation(
                            chat.id,
                            taken.getOrDefault(chat.id, List.of()),
                            evidence.stored(chat.id),
                            evidence.published(chat.id),
                            chat.shown)
                    .judge());
            List<String> assignments = evidence.assignments(chat.id);
            if (!assignments.equals(chat.owners)) {
                broken.add(chat.id + " was assigned to " + assignments + ", and told to be " + chat.owners + "'s");
            }
        }
        Set<String> rated =
                lived.stream().map(chat -> chat.id + " " + chat.stars).collect(Collectors.toSet());
        finding = finding.plus(new Facts("ticket", journal.opened().keySet(), evidence.placesOfTickets()).judge())
                .plus(new Facts("rated chat", rated, evidence.placesOfChats()).judge())
                .plus(Verdict.doubled(journal.opened(), evidence));
        broken.addAll(evidence.disagreements());
        return new Verdict(finding, List.copyOf(broken));
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
