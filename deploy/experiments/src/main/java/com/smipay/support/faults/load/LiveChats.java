package com.smipay.support.faults.load;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.smipay.support.faults.load.Lists.Entry;
import com.smipay.support.faults.load.Lists.Kind;
import com.smipay.support.faults.recorder.Conversation.Shown;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.stack.Evidence;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.outside.OwnStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Whole lives of live chats, several at once and one after another, while something breaks.
public final class LiveChats implements AutoCloseable {
    private final Journal journal = new Journal();
    private final Talk talk = new Talk(journal);
    private final Queue<Lived> lived = new ConcurrentLinkedQueue<>();
    private final OwnStack stack;

    /// @param owners whose it was, as the agents were told
    private record Lived(Person user, String id, String words, List<String> owners, int stars, List<Shown> shown) {}

    private LiveChats(OwnStack stack) {
        this.stack = stack;
    }

    /// @param desks each with two agents and chats of its own
    public static LiveChats start(OwnStack stack, int desks) {
        return start(stack, desks, Duration.ZERO);
    }

    /// @param between what a desk waits between two lives
    public static LiveChats start(OwnStack stack, int desks, Duration between) {
        LiveChats chats = new LiveChats(stack);
        String secret = stack.secret(Secret.JWT_HS256);
        Writer writer = new Writer(new Rest(stack.gateway()), chats.journal);
        for (int i = 0; i < desks; i++) {
            List<Person> agents = List.of(Person.admin(secret), Person.admin(secret));
            Person user = Person.user(secret);
            chats.talk.begin(() -> {
                chats.life(writer, user, agents);
                Writer.pause(between);
            });
        }
        return chats;
    }

    private void life(Writer writer, Person user, List<Person> agents) {
        try (LiveChat chat = new LiveChat(stack, writer, journal, user, agents)) {
            chat.live(stack);
            List<Shown> shown = chat.shown();
            chat.wrongAssignments().forEach(journal::surprise);
            lived.add(new Lived(user, chat.id(), chat.words(), chat.owners(), chat.stars(), shown));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Journal journal() {
        return journal;
    }

    /// Lives that came to their end.
    public int ended() {
        return lived.size();
    }

    /// The lists' entries of all that came to their end: each is a chat, and the ticket that was made of it.
    public List<Entry> entries() {
        Map<String, String> subjects = journal.opened();
        return lived.stream()
                .flatMap(chat -> Stream.of(
                        new Entry(chat.user, Kind.CHAT, chat.id, chat.words),
                        new Entry(chat.user, Kind.TICKET, chat.id, String.valueOf(subjects.get(chat.id)))))
                .toList();
    }

    /// Lets every life come to its end.
    public void stop() throws IOException {
        talk.stop();
    }

    /// What became of them all. Every life has ended.
    public Verdict verdict() throws IOException {
        return Verdict.settled(
                stack, journal, () -> lived.stream().collect(toMap(Lived::id, Lived::shown)), this::ratedAndAssigned);
    }

    private Facts ratedAndAssigned(Evidence evidence, List<String> broken) {
        for (Lived chat : lived) {
            List<String> assignments = evidence.assignments(chat.id);
            if (!assignments.equals(chat.owners)) {
                broken.add(chat.id + " was assigned to " + assignments + ", and told to be " + chat.owners + "'s");
            }
        }
        return new Facts(
                "rated chat",
                lived.stream().map(chat -> chat.id + " " + chat.stars).collect(toSet()),
                evidence.placesOfChats());
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
