package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.compare.StatePage.Looked;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import java.util.Map;
import java.util.UUID;

/// Tickets, for the copies of them to compare themselves with (ADR 0055).
public final class TicketLines {
    private static final String PAGE = """
            select id, version, ticket_number, owner_user_id, email, owner_name, status from ticket
            where id > cast(:after as uuid)
            order by id
            limit cast(:most as bigint)
            """;

    private TicketLines() {}

    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE, Map.of("after", after, "most", most), row -> new Looked(row.uuid("id"), line(row))),
                most);
    }

    private static StateLine line(Row row) {
        return StateLine.ticket(
                row.uuid("id"),
                row.number("version"),
                row.text("ticket_number"),
                new Owner(row.textOrNull("owner_user_id"), row.text("email"), row.textOrNull("owner_name")),
                TicketStatus.of(row.text("status")));
    }
}
