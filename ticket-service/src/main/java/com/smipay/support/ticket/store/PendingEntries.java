package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.Map;

/// What openings appended to the indexes of searches. It lies in a list beside each index, which every search reads as
/// a whole, until it is folded in; an opening that finds the list too long would do that, with all others behind it.
public final class PendingEntries {
    private static final String FOLD = """
            select fold_pending_entries() as pages
            """;

    private PendingEntries() {}

    /// Openings go on meanwhile.
    ///
    /// @return pages that were folded in
    public static long fold(Statements statements) {
        return statements.queryOne(FOLD, Map.of(), row -> row.number("pages")).orElse(0L);
    }
}
