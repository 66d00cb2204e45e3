package com.smipay.support.messaging.store;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.WorkQueue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// How many chats there are, of which status, whose, and with a ticket or without: summed up from what every change
/// appended, so that nobody counts rows. The cost follows the number of agents.
///
/// @param slices all chats in pieces
public record ChatFigures(List<Slice> slices) {
    /// Those that a chat can be in.
    static final Set<ConversationStatus> STATUSES =
            Set.of(ConversationStatus.ACTIVE, ConversationStatus.WAITING_USER, ConversationStatus.CLOSED);

    /// The lock's own number: "chats" in ASCII.
    private static final long LOCK = 0x6368617473L;

    private static final int BATCH = 5_000;

    private static final String READ = """
            select status, assigned_to, has_ticket, sum(chats) as chats
            from chat_figure
            group by status, assigned_to, has_ticket
            """;

    private static final String FOLD = """
            with folded as (
                delete from chat_figure_delta
                where id in (select id from chat_figure_delta order by id limit :batch)
                returning *
            ), totals as (
                insert into chat_figure_total as total (status, assigned_to, has_ticket, chats)
                select status, assigned_to, has_ticket, sum(chats) from folded group by status, assigned_to, has_ticket
                on conflict (status, assigned_to, has_ticket) do update set chats = total.chats + excluded.chats
            )
            select count(*) as done from folded
            """;

    private static final WorkQueue QUEUE = new WorkQueue("chat_figure_delta", LOCK, FOLD, BATCH);

    /// Chats that share status, agent, and whether there is a ticket.
    ///
    /// @param assignedTo empty for nobody
    public record Slice(ConversationStatus status, String assignedTo, boolean hasTicket, long chats) {
        public boolean isOpen() {
            return status != ConversationStatus.CLOSED;
        }
    }

    public long chats(Predicate<Slice> which) {
        return slices.stream().filter(which).mapToLong(Slice::chats).sum();
    }

    /// As of now, in one snapshot.
    public static ChatFigures read(Statements statements) {
        return new ChatFigures(statements.query(
                READ,
                Map.of(),
                row -> new Slice(
                        ConversationStatus.of(row.text("status")),
                        row.text("assigned_to"),
                        row.flag("has_ticket"),
                        row.number("chats"))));
    }

    /// Folds what was appended into the totals, unless another replica is at it. Sums are the same before and after.
    public static void fold(Database database) {
        QUEUE.run(database);
    }
}
