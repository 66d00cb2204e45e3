package com.smipay.support.faults.load;

import com.smipay.support.faults.load.Writer.NeverTakenException;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// People who go on talking while something breaks: some chats with both sides writing at once, and tickets that live
/// their whole life.
public final class Traffic implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration ENDING = Duration.ofMinutes(5);

    private final Journal journal = new Journal();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Chat> chats = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final OwnStack stack;
    private final Pace pace;

    private Traffic(OwnStack stack, Pace pace) {
        this.stack = stack;
        this.pace = pace;
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
        Traffic traffic = new Traffic(stack, new Pace(between, random));
        String secret = stack.secret(Secret.JWT_HS256);
        Writer writer = new Writer(new Rest(stack.gateway()), traffic.journal);
        Person admin = Person.admin(secret);
        for (int i = 0; i < chats; i++) {
            traffic.chats.add(new Chat(writer, traffic.journal, Person.user(secret), admin, lines));
        }
        traffic.awaitSettled();
        traffic.begin(new TicketLifecycleLoad(writer, traffic.journal, Person.user(secret), admin));
        return traffic;
    }

    private void begin(TicketLifecycleLoad lives) {
        for (Chat chat : chats) {
            run(() -> chat.write(going::get, pace));
            run(() -> chat.answer(going::get, pace));
        }
        run(() -> lives.live(going::get, pace));
    }

    private void run(Runnable work) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (NeverTakenException e) {
                // The journal has it: this person says no more.
                going.compareAndSet(true, going.get());
            }
        }));
    }

    public Journal journal() {
        return journal;
    }

    public List<Chat> chats() {
        return List.copyOf(chats);
    }

    public List<Phone> phones() {
        return chats.stream().flatMap(chat -> chat.phones().stream()).toList();
    }

    OwnStack stack() {
        return stack;
    }

    /// Waits until every phone is connected and in its room.
    ///
    /// @return whether that came true within a minute
    public boolean awaitSettled() throws IOException {
        return Waiting.until(SETTLING, () -> phones().stream().allMatch(Phone::isSettled));
    }

    /// Lets everybody end the sentence that they are at: what is sent is taken in the end.
    public void stop() throws IOException {
        going.set(false);
        try {
            for (Thread thread : threads) {
                if (!thread.join(ENDING)) {
                    journal.surprise("A writer never came to an end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        chats.forEach(Chat::close);
    }
}
