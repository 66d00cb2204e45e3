package com.smipay.support.messaging.store;

import com.smipay.support.messaging.domain.Page;
import java.util.Map;
import java.util.UUID;

/// Cuts a page where its JSON would become too long (`decisions.md` 56). The database does it, so that neither the
/// driver nor anybody after it ever holds more.
final class PageByteLimit {
    /// Names of the fields, ids, flags and times, amply.
    private static final int FRAME = 400;

    private PageByteLimit() {}

    /// Those that can't fit by what they are as text, which is known without a look at them, are never made JSON.
    ///
    /// @param messages a query for the newest of them, with `seq` and what a message shows
    static String newest(String messages) {
        return cut(messages, "desc");
    }

    /// @param messages a query for the oldest of them behind a place, likewise
    static String oldest(String messages) {
        return cut(messages, "asc");
    }

    private static String cut(String messages, String order) {
        return """
                select * from (
                    select few.*, sum(octet_length(cast(to_json(message) as text))
                                      + 2 * (coalesce(octet_length(sender_id), 0) + coalesce(octet_length(sender_name), 0)
                                             + coalesce(octet_length(sender_email), 0)
                                             + coalesce(octet_length(client_id), 0))
                                      + %1$d) over (order by seq %4$s) as bytes
                    from (
                        select page.*, sum(octet_length(message)) over (order by seq %4$s) as at_least
                        from (
                %2$s
                        ) as page
                    ) as few
                    where at_least <= %3$d
                ) as weighed
                where bytes <= %3$d
                order by seq %4$s
                """.formatted(FRAME, messages, Page.MAX_BYTES, order);
    }

    static Map<String, Object> params(UUID ticketId, Page page) {
        return Map.of("ticket_id", ticketId, "up_to", page.upTo(), "limit", page.limit());
    }
}
