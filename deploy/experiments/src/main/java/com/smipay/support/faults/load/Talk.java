package com.smipay.support.faults.load;

import com.smipay.support.faults.load.Writer.NeverTakenException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// People who go on, each in a thread, until they are told to end what they are at: what is sent is taken in the end.
final class Talk {
    private static final Duration ENDING = Duration.ofMinutes(5);

    private final Journal journal;
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();

    Talk(Journal journal) {
        this.journal = journal;
    }

    /// Somebody who does this again and again.
    void begin(Runnable once) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                while (going.get()) {
                    once.run();
                }
            } catch (NeverTakenException e) {
                // The journal has it: this person says no more.
                return;
            }
        }));
    }

    /// Lets everybody end the sentence that they are at.
    void stop() throws IOException {
        going.set(false);
        try {
            for (Thread thread : threads) {
                if (!thread.join(ENDING)) {
                    journal.surprise("Somebody never came to an end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Asked to stop", e);
        }
    }
}
