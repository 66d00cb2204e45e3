package com.smipay.support.ticket.store;

import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a ticket copies of its conversation and its rating, as it is compared with what their services have (ADR 0055).
public final class CopiedLines {
    private static final String COLUMNS = """
            select id, conversation_revision, last_seq, message_count, newest_seq, newest_preview, newest_is_from_user,
                   newest_at, last_response_at, read_seq, satisfaction_rating, rating_epoch
            from ticket
            """;

    private static final String PAGE = COLUMNS + """
            where id > cast(:after as uuid)
            order by id
            limit cast(:most as bigint)
            """;

    private static final String ONE = COLUMNS + """
            where id = cast(:id as uuid)
            """;

    private static final String FORGET_RATING = """
            with before as materialized (
                select id, satisfaction_rating as was from ticket
                where id = cast(:id as uuid) and satisfaction_rating is not null
                for update
            ), forgotten as (
                update ticket set satisfaction_rating = null, feedback = null
                from before
                where ticket.id = before.id
                returning status, priority, support_type, assigned_to, before.was
            )
            insert into analytics_delta (status, priority, support_type, unassigned, tickets, rated, rating_sum)
            select status, priority, support_type, assigned_to is null, 0, -1, -was
            from forgotten
            """;

    private CopiedLines() {}

    public static StatePage conversations(Statements statements, UUID after, int most) {
        return page(statements, after, most, CopiedLines::conversation);
    }

    public static Optional<StateLine> conversation(Statements statements, UUID id) {
        return statements.queryOne(ONE, Map.of("id", id), CopiedLines::conversation);
    }

    public static StatePage ratings(Statements statements, UUID after, int most) {
        return page(statements, after, most, CopiedLines::rating);
    }

    /// Empty where it is not rated, or not there.
    public static Optional<StateLine> rating(Statements statements, UUID id) {
        return statements
                .queryOne(ONE, Map.of("id", id), row -> Optional.ofNullable(rating(row)))
                .flatMap(line -> line);
    }

    /// The rating service does not have it.
    public static void forgetRating(Statements statements, UUID id) {
        statements.update(FORGET_RATING, Map.of("id", id));
    }

    private static StatePage page(
            Statements statements, UUID after, int most, Function<Row, @Nullable StateLine> line) {
        return StatePage.of(
                statements.query(
                        PAGE, Map.of("after", after, "most", most), row -> new Looked(row.uuid("id"), line.apply(row))),
                most);
    }

    private static StateLine conversation(Row row) {
        return StateLine.conversation(
                row.uuid("id"),
                row.number("conversation_revision"),
                row.number("last_seq"),
                row.number("message_count"),
                row.number("newest_seq"),
                row.text("newest_preview"),
                row.flag("newest_is_from_user"),
                row.instant("newest_at"),
                row.instantOrNull("last_response_at"),
                row.number("read_seq"));
    }

    private static @Nullable StateLine rating(Row row) {
        Integer stars = row.integerOrNull("satisfaction_rating");
        return stars == null ? null : StateLine.rating(row.uuid("id"), row.number("rating_epoch"), stars);
    }
}
