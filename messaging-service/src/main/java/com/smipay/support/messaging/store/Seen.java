package com.smipay.support.messaging.store;

import com.smipay.support.messaging.domain.Ticket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The start of every statement that decides: it takes the row's lock, and finds nothing when the ticket is no longer
/// the one that was decided on. Its status and everything else of the ticket service's stand under the version; whom
/// it belongs to can change without one, by a claim.
final class Seen {
    /// Gives `stamped`: the ticket's id and, as `at`, the time of whatever is written now. The clock is read after
    /// the lock, and what it says never lies before what the one who held the lock has written.
    static final String LOCK = """
            with locked as materialized (
                select ticket_id, last_at
                from conversation
                where ticket_id = cast(:ticket_id as uuid)
                  and ticket_version = :ticket_version
                  and owner_user_id is not distinct from cast(:owner_user_id as text)
                for update
            ), stamped as materialized (
                select ticket_id, greatest(last_at, date_trunc('milliseconds', clock_timestamp())) as at
                from locked
            )
            """.stripTrailing();

    private Seen() {}

    /// The parameters of [#LOCK], to be added to.
    static Map<String, @Nullable Object> params(Ticket ticket) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("ticket_id", ticket.id());
        params.put("ticket_version", ticket.version());
        params.put("owner_user_id", ticket.owner().userId());
        return params;
    }
}
