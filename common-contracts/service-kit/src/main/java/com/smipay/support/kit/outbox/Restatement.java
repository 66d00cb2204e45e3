package com.smipay.support.kit.outbox;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Tells the states of a restored database once more (ADR 0055): a chore that finds nothing to do but after a restore.
/// A portion at a time, and none while the relay is behind with what people have just done.
public final class Restatement {
    /// What each time takes, and so what a second takes.
    static final int PORTION = 500;

    private static final int BEHIND = 1000;

    /// The outbox is looked at only where there is something to tell: rows that are gone may lie in it for long (ADR
    /// 0054).
    private static final String LOOK = """
            select case when exists (select from to_restate)
                        then (select count(*) < :behind from (select from outbox limit cast(:behind as bigint)) as few)
                        else false end as now
            """;

    /// Of several replicas each takes its own.
    private static final String TAKE = """
            delete from to_restate
            where place = any (array(
                select place from to_restate order by place limit cast(:portion as bigint) for update skip locked))
            returning id
            """;

    private final Database database;
    private final BooleanSupplier caughtUp;
    private final Telling telling;
    private final Runnable wake;

    /// Puts the events into the outbox, each behind the lock of the row that it tells.
    @FunctionalInterface
    public interface Telling {
        void tell(Statements transaction, List<UUID> ids);
    }

    /// @param caughtUp whether this service knows by now what it missed while it was away
    /// @param wake of the relay
    public Restatement(Database database, BooleanSupplier caughtUp, Telling telling, Runnable wake) {
        this.database = database;
        this.caughtUp = caughtUp;
        this.telling = telling;
        this.wake = wake;
    }

    public void tellSome() {
        if (caughtUp.getAsBoolean() && isThereSomethingToTell()) {
            database.transaction(transaction -> {
                List<UUID> ids = transaction.query(TAKE, Map.of("portion", PORTION), row -> row.uuid("id"));
                if (!ids.isEmpty()) {
                    telling.tell(transaction, ids);
                }
                return ids.size();
            });
            wake.run();
        }
    }

    private boolean isThereSomethingToTell() {
        return database.queryOne(LOOK, Map.of("behind", BEHIND), row -> row.flag("now"))
                .orElse(false);
    }
}
