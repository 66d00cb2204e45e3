package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.runtime.Maintenance;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatWords;
import com.smipay.support.messaging.store.PendingEntries;
import java.time.Duration;

/// What nobody waits for: figures of chats are folded, their words learnt, the lists beside indexes kept short, and
/// texts written that a replica of the version before left out.
final class Upkeep {
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

    /// A minute.
    private static final int RARELY = 60;

    private Upkeep() {}

    static Maintenance of(Database database) {
        return new Maintenance("upkeep", BETWEEN_ROUNDS, LONGEST_ROUND)
                .always(() -> ChatFigures.fold(database))
                .always(() -> ChatWords.learn(database))
                .always(() -> PendingEntries.fold(database))
                .every(RARELY, () -> ChatWords.writeMissing(database));
    }
}
