package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes over what the peers decided: newer ticket states, opening messages, ratings. Everything may come late,
/// twice and in any order.
public final class TicketReplica {
    /// Tickets that nobody has told us about yet, with their opening messages. In the order in which they are given, so
    /// that two of these never wait for one another.
    private static final String OPEN = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id uuid, number text, version bigint, user_id text, email text, name text, guest_proof text,
                        subject text, support_type text, status text, priority text, phone_number text,
                        related_transaction_id text, created_at timestamptz, updated_at timestamptz,
                        owner_version bigint, resolution_notes text, status_changed_at timestamptz, message_id uuid,
                        message text, preview text, sender_id text, sender_name text, sender_email text,
                        message_at timestamptz, client_id text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), opened as (
                insert into conversation
                    (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, guest_proof, subject,
                     support_type, status, priority, phone_number, related_transaction_id, ticket_created_at,
                     ticket_updated_at, owner_version, resolution_notes, status_changed_at, seq, revision, visible_count,
                     last_at, newest_id, newest_seq, newest_preview, newest_is_from_user, newest_at)
                select id, number, version, user_id, email, name, guest_proof, subject, support_type, status, priority,
                       phone_number, related_transaction_id, created_at, updated_at, owner_version, resolution_notes,
                       status_changed_at, 1, first_version(), 1, message_at, message_id, 1, preview, true, message_at
                from told
                on conflict (ticket_id) do nothing
                returning ticket_id
            ), written as (
                insert into message
                    (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at,
                     client_id)
                select id, 1, message_id, message, true, sender_id, sender_name, sender_email, message_at, client_id
                from told
                where id in (select ticket_id from opened)
            )
            select ticket_id from opened
            """;

    /// An event that knows no owner does not take back what was bound here: its ticket may not have heard of it yet.
    /// One before which the right to the ticket changed does: its account is gone (`decisions.md` 13). What proves
    /// the creating device is worth nothing once somebody is bound. What was told comes from Kafka once more:
    /// looking first, that locks nothing and waits for no disk.
    private static final String TAKE = """
            insert into conversation as c
                (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name, guest_proof, subject,
                 support_type, status, priority, phone_number, related_transaction_id, ticket_created_at,
                 ticket_updated_at, owner_version, resolution_notes, status_changed_at)
            select cast(:id as uuid), :number, :version, cast(:user_id as text), :email, cast(:name as text),
                   cast(:guest_proof as text), :subject, :support_type, :status, :priority, cast(:phone_number as text),
                   cast(:related_transaction_id as text), :created_at, :updated_at, :owner_version,
                   cast(:resolution_notes as text), cast(:status_changed_at as timestamptz)
            where not exists (
                select from conversation as known
                where known.ticket_id = cast(:id as uuid) and known.ticket_version >= :version + cast(:again as bigint))
            on conflict (ticket_id) do update
            set ticket_number = excluded.ticket_number,
                ticket_version = excluded.ticket_version,
                owner_user_id = coalesce(
                    excluded.owner_user_id,
                    case when excluded.owner_version <= c.owner_version then c.owner_user_id end),
                owner_email = excluded.owner_email,
                owner_name = excluded.owner_name,
                owner_version = greatest(excluded.owner_version, c.owner_version),
                guest_proof = case when coalesce(
                    excluded.owner_user_id,
                    case when excluded.owner_version <= c.owner_version then c.owner_user_id end)
                    is null then excluded.guest_proof end,
                subject = excluded.subject,
                support_type = excluded.support_type,
                status = excluded.status,
                priority = excluded.priority,
                phone_number = excluded.phone_number,
                related_transaction_id = excluded.related_transaction_id,
                ticket_created_at = excluded.ticket_created_at,
                ticket_updated_at = excluded.ticket_updated_at,
                resolution_notes = excluded.resolution_notes,
                status_changed_at = coalesce(excluded.status_changed_at, c.status_changed_at)
            where c.ticket_version < excluded.ticket_version + cast(:again as bigint)
            """;

    /// The opening message of a ticket of which a later event came first. Nobody could write in it so far, so its
    /// place is still free.
    private static final String COMPLETE = """
            with opened as (
                update conversation
                set seq = 1, revision = first_version(), visible_count = 1, last_at = :message_at, newest_id = cast(:message_id as uuid),
                    newest_seq = 1, newest_preview = :preview, newest_is_from_user = true, newest_at = :message_at
                where ticket_id = cast(:id as uuid) and seq = 0
                returning ticket_id
            )
            insert into message
                (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at, client_id)
            select ticket_id, 1, cast(:message_id as uuid), :message, true, cast(:sender_id as text),
                   cast(:sender_name as text), cast(:sender_email as text), :message_at, cast(:client_id as text)
            from opened
            """;

    private static final String RATE = """
            insert into rating_copy (ticket_id, rating, epoch)
            select cast(:id as uuid), :rating, :epoch
            where not exists (
                select from rating_copy as known where known.ticket_id = cast(:id as uuid) and known.epoch >= :epoch)
            on conflict (ticket_id) do update
            set rating = excluded.rating, epoch = excluded.epoch
            where rating_copy.epoch < excluded.epoch
            """;

    private static final String CLAIM = """
            update conversation set owner_user_id = :user_id, guest_proof = null
            where ticket_id = cast(:id as uuid) and owner_user_id is null and owner_version <= :seen_version
            """;

    private static final String WHOLE = """
            select seq > 0 and ticket_version >= :version as whole from conversation where ticket_id = cast(:id as uuid)
            """;

    private TicketReplica() {}

    /// A row of `told`: a ticket with its first message.
    private record Opening(
            UUID id,
            String number,
            long version,
            @Nullable String userId,
            String email,
            @Nullable String name,
            @Nullable String guestProof,
            String subject,
            String supportType,
            String status,
            String priority,
            @Nullable String phoneNumber,
            @Nullable String relatedTransactionId,
            Instant createdAt,
            Instant updatedAt,
            long ownerVersion,
            @Nullable String resolutionNotes,
            @Nullable Instant statusChangedAt,
            UUID messageId,
            String message,
            String preview,
            @Nullable String senderId,
            @Nullable String senderName,
            @Nullable String senderEmail,
            Instant messageAt,
            @Nullable String clientId) {
        static Opening of(TicketEvent.Opened opened) {
            TicketState ticket = opened.ticket();
            MessageState first = opened.message();
            return new Opening(
                    ticket.id(),
                    ticket.ticketNumber(),
                    ticket.version(),
                    ticket.owner().userId(),
                    ticket.owner().email(),
                    ticket.owner().name(),
                    proofOf(ticket),
                    ticket.subject(),
                    ticket.supportType().wire(),
                    ticket.status().wire(),
                    ticket.priority().wire(),
                    ticket.phoneNumber(),
                    ticket.relatedTransactionId(),
                    ticket.createdAt(),
                    ticket.updatedAt(),
                    ownerVersionOf(ticket),
                    ticket.resolutionNotes(),
                    ticket.statusChangedAt(),
                    first.id(),
                    first.message(),
                    Preview.of(first.message()),
                    first.senderId(),
                    first.senderName(),
                    first.senderEmail(),
                    first.createdAt(),
                    first.clientId());
        }
    }

    /// Tickets with their first messages: one statement for those that are new here, as nearly all of them are.
    ///
    /// @return the new ones; each of the others may want [#open]
    public static Set<UUID> openAll(Statements statements, Collection<TicketEvent.Opened> openings) {
        if (openings.isEmpty()) {
            return Set.of();
        }
        SortedMap<UUID, Opening> told = new TreeMap<>();
        openings.forEach(opened -> told.put(opened.ticketId(), Opening.of(opened)));
        return Set.copyOf(statements.query(
                OPEN,
                Map.of("told", JsonRows.of(List.copyOf(told.values())), "most", JsonRows.most()),
                row -> row.uuid("ticket_id")));
    }

    /// A ticket with its first message, whatever is known of it already.
    public static void open(Database database, TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        if (!openAll(database, List.of(opened)).isEmpty() || isWhole(database, ticket)) {
            return;
        }
        database.transaction(tx -> {
            take(tx, ticket);
            Map<String, @Nullable Object> completing = params(opened.message());
            completing.put("id", ticket.id());
            return tx.update(COMPLETE, completing);
        });
    }

    /// Nearly every opening that comes a second time: nothing of it is missing here.
    private static boolean isWhole(Database database, TicketState ticket) {
        return database.queryOne(
                        WHOLE, Map.of("id", ticket.id(), "version", ticket.version()), row -> row.flag("whole"))
                .orElse(false);
    }

    /// Takes over a newer version; an older or equal one changes nothing. A ticket that is new here stays unknown to
    /// everybody until its opening message comes.
    public static void take(Statements statements, TicketState ticket) {
        take(statements, ticket, 0);
    }

    /// The same, and an equal version too: for a copy that is not what it should be.
    public static void takeAgain(Statements statements, TicketState ticket) {
        take(statements, ticket, 1);
    }

    private static void take(Statements statements, TicketState ticket, long again) {
        Map<String, @Nullable Object> params = params(ticket);
        params.put("again", again);
        statements.update(TAKE, params);
    }

    /// A ticket is rated once and for all, unless the rating service was restored since.
    ///
    /// @param epoch of the rating service
    public static void rate(Statements statements, UUID ticketId, int rating, long epoch) {
        statements.update(RATE, Map.of("id", ticketId, "rating", rating, "epoch", epoch));
    }

    /// Binds a ticket that is nobody's; whoever was first stays.
    ///
    /// @param seenVersion of the ticket that this was decided on: if the right to it changed since, it binds
    ///     nothing
    public static void claim(Statements statements, UUID ticketId, String userId, long seenVersion) {
        statements.update(CLAIM, Map.of("id", ticketId, "user_id", userId, "seen_version", seenVersion));
    }

    /// Not below the version of every opening, where an older peer says nothing.
    private static long ownerVersionOf(TicketState ticket) {
        return Math.max(1, ticket.ownerChangedIn());
    }

    private static @Nullable String proofOf(TicketState ticket) {
        return ticket.owner().isUnclaimed() ? ticket.guestProof() : null;
    }

    static Map<String, @Nullable Object> params(TicketState ticket) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", ticket.id());
        params.put("number", ticket.ticketNumber());
        params.put("version", ticket.version());
        params.put("user_id", ticket.owner().userId());
        params.put("email", ticket.owner().email());
        params.put("name", ticket.owner().name());
        params.put("guest_proof", proofOf(ticket));
        params.put("subject", ticket.subject());
        params.put("support_type", ticket.supportType().wire());
        params.put("status", ticket.status().wire());
        params.put("priority", ticket.priority().wire());
        params.put("phone_number", ticket.phoneNumber());
        params.put("related_transaction_id", ticket.relatedTransactionId());
        params.put("created_at", ticket.createdAt());
        params.put("updated_at", ticket.updatedAt());
        params.put("owner_version", ownerVersionOf(ticket));
        params.put("resolution_notes", ticket.resolutionNotes());
        params.put("status_changed_at", ticket.statusChangedAt());
        return params;
    }

    private static Map<String, @Nullable Object> params(MessageState message) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("message_id", message.id());
        params.put("message", message.message());
        params.put("preview", Preview.of(message.message()));
        params.put("sender_id", message.senderId());
        params.put("sender_name", message.senderName());
        params.put("sender_email", message.senderEmail());
        params.put("message_at", message.createdAt());
        params.put("client_id", message.clientId());
        return params;
    }
}
