package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.event.EventSource;
import com.smipay.support.kit.outbox.OutboxInsert;
import com.smipay.support.ticket.domain.Decision.Changed;
import com.smipay.support.ticket.domain.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decisions about tickets, each written with its history, its figures and its event.
public final class TicketChanges {
    private static final String SAVE = """
            with changed as (
                update ticket
                set version = :version, status_version = :status_version, owner_user_id = cast(:owner_user_id as text),
                    email = :email, owner_name = cast(:owner_name as text), owner_version = :owner_version,
                    guest_proof = cast(:guest_proof as text), phone_number = cast(:phone_number as text),
                    status = :status, status_changed_at = cast(:status_changed_at as timestamptz),
                    priority = :priority, assigned_to = cast(:assigned_to as text),
                    resolved_at = cast(:resolved_at as timestamptz), resolved_by = cast(:resolved_by as text),
                    resolution_notes = cast(:resolution_notes as text), updated_at = :updated_at
                where id = cast(:id as uuid)
                returning id, support_type
            ), kept as (
                update ticket_origin set sender_email = coalesce(sender_email, :was_email)
                where ticket_id = cast(:id as uuid) and :email <> :was_email
            ), remembered as (
                insert into ticket_history (ticket_id, at, change, was, became, by_id)
                select id, :updated_at, :change, cast(:was as text), cast(:became as text), cast(:by_id as text)
                from changed
            ), counted as (
                insert into analytics_delta (status, priority, support_type, unassigned, tickets)
                select figure.status, figure.priority, changed.support_type, figure.unassigned, figure.tickets
                from changed
                cross join (values (:was_status, :was_priority, :was_unassigned, -1),
                                   (:status, :priority, :unassigned, 1)) as figure (status, priority, unassigned, tickets)
                where :counts
            )
            insert into outbox (topic, event_id, type, source, subject, time, traceparent, request_id, data)
            select :topic, cast(:event_id as uuid), :event_type, :event_source, :event_subject, :event_time,
                   cast(:event_traceparent as text), cast(:event_request_id as text), :event_data
            from changed
            """;

    private static final EventSource SOURCE = new EventSource("/ticket-service");

    private TicketChanges() {}

    /// An event of this service, in the scope of the request, or of the event, that caused it.
    public static EventEnvelope envelope(TicketEvent event, Instant time) {
        return SOURCE.envelope(event, time);
    }

    /// In one round trip.
    ///
    /// @param before as locked in this transaction
    /// @return the event as it stands in the outbox
    public static EventEnvelope save(Statements transaction, Ticket before, Changed changed) {
        return save(transaction, before, changed, changed.after().updatedAt());
    }

    /// The same of a change that moves the ticket nowhere in lists.
    ///
    /// @param time of the decision
    public static EventEnvelope save(Statements transaction, Ticket before, Changed changed, Instant time) {
        Ticket after = changed.after();
        EventEnvelope envelope = envelope(changed.event(), time);
        Map<String, @Nullable Object> params = OutboxInsert.params(Topics.TICKETS, envelope);
        params.put("id", after.submission().id());
        params.put("version", after.version());
        params.put("status_version", after.standing().statusVersion());
        params.put("owner_user_id", after.owner().userId());
        params.put("email", after.owner().email());
        params.put("was_email", before.owner().email());
        params.put("owner_name", after.owner().name());
        params.put("owner_version", after.ownership().version());
        params.put("guest_proof", after.ownership().guestProof());
        params.put("phone_number", after.phoneNumber());
        params.put("status_changed_at", after.standing().changedAt());
        params.put("status", after.standing().status().wire());
        params.put("priority", after.priority().wire());
        params.put("assigned_to", assignedTo(after));
        params.put("resolved_at", after.standing().resolvedAt());
        params.put("resolved_by", after.standing().resolvedBy());
        params.put("resolution_notes", after.standing().resolutionNotes());
        params.put("updated_at", after.updatedAt());
        params.put("change", changed.history().kind().wire());
        params.put("was", changed.history().from());
        params.put("became", changed.history().to());
        params.put("by_id", changed.history().by());
        params.put("was_status", before.standing().status().wire());
        params.put("was_priority", before.priority().wire());
        params.put("was_unassigned", before.assignee() == null);
        params.put("unassigned", after.assignee() == null);
        params.put("counts", countsElsewhere(before, after));
        if (transaction.update(SAVE, params) != 1) {
            throw new IllegalStateException("A ticket that was locked is gone");
        }
        return envelope;
    }

    /// Their states once more, after a restore.
    public static void restate(Statements transaction, List<UUID> ids) {
        OutboxInsert.addAll(
                transaction,
                Topics.TICKETS,
                Tickets.lockAll(transaction, ids).stream()
                        .map(Tickets.Held::ticket)
                        .map(ticket -> envelope(ticket.restated(), ticket.updatedAt()))
                        .toList());
    }

    private static @Nullable String assignedTo(Ticket ticket) {
        return ticket.assignee() == null ? null : ticket.assignee().id();
    }

    /// Whether the figures count the ticket under other words than before.
    private static boolean countsElsewhere(Ticket before, Ticket after) {
        return before.standing().status() != after.standing().status()
                || before.priority() != after.priority()
                || (before.assignee() == null) != (after.assignee() == null);
    }
}
