package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import java.util.Map;

/// What is known of how common three letters or digits in a row are. Only how long a search takes depends on it.
public final class CommonTrigrams {
    /// The lock's own number: "trigram" in ASCII.
    private static final long LOCK = 0x7472696772616dL;

    private static final String TAKE_TURN = "select pg_try_advisory_xact_lock(" + LOCK + ") as mine";

    private static final String COUNT = "select cast(count_trigrams() as text) as counted";

    private CommonTrigrams() {}

    /// Counts them anew in the newest tickets, unless another replica is at it.
    public static void count(Database database) {
        database.transaction(CommonTrigrams::countInTurn);
    }

    private static boolean countInTurn(Statements transaction) {
        boolean mine = transaction
                .queryOne(TAKE_TURN, Map.of(), row -> row.flag("mine"))
                .orElse(false);
        if (mine) {
            transaction.query(COUNT, Map.of(), row -> true);
        }
        return mine;
    }
}
