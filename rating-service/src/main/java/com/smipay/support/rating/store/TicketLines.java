package com.smipay.support.rating.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The copy of tickets, as it is compared with the ticket service's own (ADR 0055).
public final class TicketLines {
    private static final String COLUMNS = """
            select id, version, ticket_number, owner_user_id, owner_email, owner_name, status from ticket_copy
            """;

    private static final String PAGE = COLUMNS + """
            where id > cast(:after as uuid)
            order by id
            limit cast(:most as bigint)
            """;

    private static final String ONE = COLUMNS + """
            where id = cast(:id as uuid)
            """;

    /// Below every version nobody finds the ticket, and it comes back when it is told: its rating stays.
    private static final String FORGET = """
            update ticket_copy set version = 0 where id = cast(:id as uuid)
            """;

    private TicketLines() {}

    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE, Map.of("after", after, "most", most), row -> new Looked(row.uuid("id"), line(row))),
                most);
    }

    /// Empty where no ticket of that id is known.
    public static Optional<StateLine> find(Statements statements, UUID id) {
        return statements
                .queryOne(ONE, Map.of("id", id), row -> Optional.ofNullable(line(row)))
                .flatMap(line -> line);
    }

    /// The ticket service does not have it.
    public static void forget(Statements statements, UUID id) {
        statements.update(FORGET, Map.of("id", id));
    }

    private static @Nullable StateLine line(Row row) {
        return row.number("version") == 0
                ? null
                : StateLine.ticket(
                        row.uuid("id"),
                        row.number("version"),
                        row.text("ticket_number"),
                        new Owner(
                                row.textOrNull("owner_user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                        TicketStatus.of(row.text("status")));
    }
}
