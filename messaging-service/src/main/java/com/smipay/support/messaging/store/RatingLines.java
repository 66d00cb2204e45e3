package com.smipay.support.messaging.store;

import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The copy of ratings, as it is compared with the rating service's own (ADR 0055).
public final class RatingLines {
    private static final String PAGE = """
            select ticket_id, epoch, rating from rating_copy
            where ticket_id > cast(:after as uuid)
            order by ticket_id
            limit cast(:most as bigint)
            """;

    private static final String ONE = """
            select ticket_id, epoch, rating from rating_copy where ticket_id = cast(:id as uuid)
            """;

    private static final String REPLACE = """
            insert into rating_copy (ticket_id, rating, epoch) values (cast(:id as uuid), :rating, :epoch)
            on conflict (ticket_id) do update
            set rating = excluded.rating, epoch = excluded.epoch
            where rating_copy.epoch <= excluded.epoch
            """;

    private static final String FORGET = """
            delete from rating_copy where ticket_id = cast(:id as uuid)
            """;

    private RatingLines() {}

    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE,
                        Map.of("after", after, "most", most),
                        row -> new Looked(row.uuid("ticket_id"), line(row))),
                most);
    }

    public static Optional<StateLine> find(Statements statements, UUID id) {
        return statements.queryOne(ONE, Map.of("id", id), RatingLines::line);
    }

    /// Even where one of the same epoch is here.
    public static void replace(Statements statements, UUID id, int rating, long epoch) {
        statements.update(REPLACE, Map.of("id", id, "rating", rating, "epoch", epoch));
    }

    /// The rating service does not have it.
    public static void forget(Statements statements, UUID id) {
        statements.update(FORGET, Map.of("id", id));
    }

    private static StateLine line(Row row) {
        return StateLine.rating(row.uuid("ticket_id"), row.number("epoch"), row.integer("rating"));
    }
}
