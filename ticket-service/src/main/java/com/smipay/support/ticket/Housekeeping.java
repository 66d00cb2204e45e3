package com.smipay.support.ticket;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.runtime.Maintenance;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.CommonTrigrams;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.PendingEntries;
import com.smipay.support.ticket.store.TicketNumbers;
import java.time.Duration;
import java.util.List;

/// What nobody waits for: figures, and what searches look through, are folded; old idempotency keys and nonces are
/// forgotten, the sequence of the coming year is made, what is common in texts is counted.
final class Housekeeping {
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

    /// Ten minutes.
    private static final int RARELY = 600;

    private Housekeeping() {}

    /// @param forgetting what forgets old rows
    static Maintenance of(Database database, List<Runnable> forgetting) {
        Maintenance maintenance = new Maintenance("housekeeping", BETWEEN_ROUNDS, LONGEST_ROUND)
                .always(() -> Analytics.fold(database))
                .always(() -> Folding.people(database))
                .always(() -> Folding.tickets(database))
                .always(() -> PendingEntries.fold(database))
                .every(RARELY, () -> TicketNumbers.makeAhead(database))
                .every(RARELY, () -> CommonTrigrams.count(database));
        forgetting.forEach(task -> maintenance.every(RARELY, task));
        return maintenance;
    }
}
