package com.smipay.support.bench.bulk;

import java.util.List;

/// The rating service's rows: the copies of tickets, and ratings.
final class BulkRatings {
    private static final String TICKETS = """
            insert into ticket_copy (id, ticket_number, version, owner_user_id, owner_email, owner_name, status)
            select id, number, version, user_id, email, user_name, status from fact order by i
            """;

    private static final String RATINGS = """
            insert into rating (ticket_id, stars, user_id, created_at)
            select id, stars, user_id, left_at + interval '5 minutes' from fact where stars is not null order by i
            """;

    static final BulkDatabase DATABASE =
            new BulkDatabase("rating", List.of("ticket_copy", "rating"), List.of(TICKETS, RATINGS));

    private BulkRatings() {}
}
