package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Statements;
import java.util.Map;

/// The sequences behind ticket numbers.
public final class TicketNumbers {
    private static final String MAKE_AHEAD = """
            select cast(ticket_number_sequence(cast(extract(year from day) as int)) as text) as sequence
            from (values (cast(now() at time zone 'UTC' as date)),
                         (cast(now() at time zone 'UTC' + interval '1 year' as date))) as years (day)
            """;

    private TicketNumbers() {}

    /// Makes this year's sequence and the next one's, so that no opening has to.
    public static void makeAhead(Statements statements) {
        statements.query(MAKE_AHEAD, Map.of(), row -> row.text("sequence"));
    }
}
