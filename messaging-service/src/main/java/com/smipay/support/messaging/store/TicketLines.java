package com.smipay.support.messaging.store;

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
            select ticket_id, ticket_version, ticket_number, owner_user_id, owner_email, owner_name, status, seq
            from conversation
            """;

    /// Chats are looked at too: they may have a ticket, and no index tells which.
    private static final String PAGE = COLUMNS + """
            where ticket_id > cast(:after as uuid)
            order by ticket_id
            limit cast(:most as bigint)
            """;

    private static final String ONE = COLUMNS + """
            where ticket_id = cast(:id as uuid)
            """;

    /// Below every version nobody finds the ticket, and it comes back when it is told: no message is thrown away for
    /// what the ticket service has lost. A chat is one without a ticket again (migration V7).
    private static final String FORGET = """
            update conversation
            set ticket_version = 0,
                ticket_number = case when chat_version is null then ticket_number else cast(ticket_id as text) end,
                status = case when chat_version is null then status else 'closed' end
            where ticket_id = cast(:id as uuid) and ticket_version > 0
            """;

    private TicketLines() {}

    public static StatePage page(Statements statements, UUID after, int most) {
        return StatePage.of(
                statements.query(
                        PAGE,
                        Map.of("after", after, "most", most),
                        row -> new Looked(row.uuid("ticket_id"), line(row))),
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
        UUID id = row.uuid("ticket_id");
        long version = row.number("ticket_version");
        if (version == 0) {
            return null;
        }
        return row.number("seq") == 0
                ? StateLine.incomplete(id, version)
                : StateLine.ticket(
                        id,
                        version,
                        row.text("ticket_number"),
                        new Owner(
                                row.textOrNull("owner_user_id"), row.text("owner_email"), row.textOrNull("owner_name")),
                        TicketStatus.of(row.text("status")));
    }
}
