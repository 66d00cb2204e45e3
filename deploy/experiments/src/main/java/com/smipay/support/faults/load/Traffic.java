package com.smipay.support.faults.load;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Lists.Entry;
import com.smipay.support.faults.load.Lists.Kind;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// People who go on talking while something breaks: some chats with both sides writing at once, and tickets that live
/// their whole life.
public final class Traffic implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final int MOST_STARS = 5;

    private final Journal journal = new Journal();
    private final Talk talk = new Talk(journal);
    private final List<Chat> chats = new ArrayList<>();
    private final OwnStack stack;
    private final Person user;
    private final Writer writer;
    private final Duration between;
    private final RandomGenerator random;

    private Traffic(OwnStack stack, Duration between, RandomGenerator random) {
        this.stack = stack;
        this.user = Person.user(stack.secret(Secret.JWT_HS256));
        this.writer = new Writer(new Rest(stack.gateway()), journal);
        this.between = between;
        this.random = random;
    }

    /// Returns when everybody has begun and every phone is in its room.
    ///
    /// @param between what one person waits between two messages, on average
    public static Traffic start(OwnStack stack, int chats, Duration between, RandomGenerator random)
            throws IOException {
        return start(stack, stack::gateway, chats, between, random);
    }

    /// @param lines where each phone connects, if not at the gateway
    public static Traffic start(
            OwnStack stack, Supplier<URI> lines, int chats, Duration between, RandomGenerator random)
            throws IOException {
        Traffic traffic = new Traffic(stack, between, random);
        String secret = stack.secret(Secret.JWT_HS256);
        Person admin = Person.admin(secret);
        for (int i = 0; i < chats; i++) {
            traffic.chats.add(new Chat(traffic.writer, traffic.journal, Person.user(secret), admin, lines));
        }
        traffic.awaitSettled();
        traffic.begin(admin);
        return traffic;
    }

    private void begin(Person admin) {
        for (Chat chat : chats) {
            AtomicInteger replies = new AtomicInteger();
            begin(() -> chat.say(Chat.text("It left my wallet")));
            begin(() -> chat.reply(Chat.text("We are looking"), replies.incrementAndGet() % Chat.NOTES == 0));
        }
        AtomicInteger lives = new AtomicInteger();
        begin(() -> life(admin, 1 + lives.getAndIncrement() % MOST_STARS));
    }

    private void begin(Runnable once) {
        talk.begin(() -> {
            once.run();
            Writer.pause(Duration.ofNanos((long) (between.toNanos() * 2 * random.nextDouble())));
        });
    }

    /// A ticket's whole life: opened, resolved, rated.
    private void life(Person admin, int stars) {
        String subject = Chat.text("A whole life");
        JsonNode opened = writer.post(
                        user,
                        Services.TICKET,
                        "/api/v1/support/request-support",
                        Chat.newTicket(user, subject, Chat.text("From the beginning to the end")))
                .path("ticket");
        String ticket = opened.path("id").asText();
        journal.opened(ticket, subject);
        writer.put(
                admin,
                Services.TICKET,
                "/api/v1/unified-admin/support/" + ticket + "/status",
                Json.mapper().createObjectNode().put("status", "resolved"));
        // Messaging and rating may have been away when it was resolved: then they hear of it a moment later.
        writer.post(
                user,
                Services.RATING,
                "/api/v1/support/ticket/" + opened.path("ticket_number").asText() + "/rate",
                Json.mapper().createObjectNode().put("rating", stars));
        journal.rated(ticket, stars);
    }

    public Journal journal() {
        return journal;
    }

    public List<Chat> chats() {
        return List.copyOf(chats);
    }

    /// The lists' entries of every ticket that was opened.
    public List<Entry> entries() {
        return Stream.concat(
                        chats.stream().map(chat -> new Entry(chat.user(), Kind.TICKET, chat.ticket(), chat.subject())),
                        journal.opened().entrySet().stream()
                                .map(ticket -> new Entry(user, Kind.TICKET, ticket.getKey(), ticket.getValue())))
                .toList();
    }

    public List<Phone> phones() {
        return chats.stream().flatMap(chat -> chat.phones().stream()).toList();
    }

    /// Messages that came to a phone as a frame, of all of them.
    public long frames() {
        return phones().stream().mapToLong(phone -> phone.screen().frames()).sum();
    }

    /// Waits until every phone is connected and in its room.
    ///
    /// @return whether that came true within a minute
    public boolean awaitSettled() throws IOException {
        return Waiting.until(SETTLING, this::isSettled);
    }

    /// Waits until every phone is in its room again. Some may sit on another instance than the one that has gone, and
    /// notice nothing.
    ///
    /// @param departure how long the others may take to notice
    /// @return how long it took from that moment of `System.nanoTime()` on
    public Duration awaitReturn(long gone, Duration departure) throws IOException {
        Waiting.until(departure, () -> !isSettled());
        awaitSettled();
        return Duration.ofNanos(System.nanoTime() - gone);
    }

    private boolean isSettled() {
        return phones().stream().allMatch(Phone::isSettled);
    }

    /// Lets everybody end the sentence that they are at.
    public void stop() throws IOException {
        talk.stop();
    }

    /// What became of everything that they were told is taken. They have stopped.
    public Verdict verdict() throws IOException {
        awaitSettled();
        Map<String, Integer> stars = journal.rated();
        Set<String> ratings = stars.entrySet().stream()
                .map(rating -> rating.getKey() + " " + rating.getValue())
                .collect(toSet());
        return Verdict.settled(
                stack,
                journal,
                () -> chats.stream()
                        .collect(toMap(
                                Chat::ticket,
                                chat -> chat.phones().stream().map(Phone::shown).toList())),
                (evidence, broken) -> new Facts("rating", ratings, evidence.placesOfRatings(stars)));
    }

    @Override
    public void close() throws IOException {
        stop();
        chats.forEach(Chat::close);
    }
}
