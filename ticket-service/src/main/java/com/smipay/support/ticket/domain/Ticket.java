package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.domain.Decision.Changed;
import com.smipay.support.ticket.domain.Decision.Unchanged;
import com.smipay.support.ticket.domain.HistoryEntry.Kind;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A ticket at one version, and what may become of it. Every change raises the version by one and never takes
/// `updatedAt` back.
///
/// @param guestProof see [TicketState]; null once the ticket has an account
/// @param lastSeq the newest message that is known here, notes included
public record Ticket(
        Origin origin,
        long version,
        Owner owner,
        @Nullable String guestProof,
        Standing standing,
        Priority priority,
        @Nullable Assignee assignee,
        long lastSeq,
        Instant updatedAt) {

    /// @param guestProof null where it was opened with a token
    public static Ticket open(Origin origin, Priority priority, @Nullable String guestProof) {
        Owner owner = new Owner(origin.senderId(), origin.email(), origin.senderName());
        return new Ticket(origin, 1, owner, guestProof, Standing.initial(), priority, null, 1, origin.createdAt());
    }

    /// The same status again is no change, its notes included (`decisions.md` 39).
    public Decision changeStatus(TicketStatus to, @Nullable String notes, Actor by, Instant now) {
        if (to == standing.status()) {
            return new Unchanged();
        }
        Ticket after = moved(to, notes, by.id(), now);
        TicketEvent event = new TicketEvent.StatusChanged(after.state(), standing.status(), to, by, lastSeq, null);
        return new Changed(after, event, statusHistory(to, by.id()));
    }

    /// The move that a message causes by itself. It is made only if the status has not changed since the conversation
    /// last heard of it, so a late message never undoes what an admin did in between (`architecture.md`).
    ///
    /// @param seenVersion the version of this ticket that the message was accepted on
    public Decision take(MessageState message, long seenVersion, Instant now) {
        Optional<TicketStatus> target = AutoMove.of(standing.status(), message);
        if (target.isEmpty() || seenVersion < standing.statusVersion()) {
            return new Unchanged();
        }
        Ticket after = moved(target.get(), null, null, now);
        long seq = Math.max(lastSeq, message.seq());
        TicketEvent event =
                new TicketEvent.StatusChanged(after.state(), standing.status(), target.get(), null, seq, message.id());
        return new Changed(after, event, statusHistory(target.get(), null));
    }

    /// @param to null unassigns
    public Decision assign(@Nullable Assignee to, Actor by, Instant now) {
        String from = assignee == null ? null : assignee.id();
        String toId = to == null ? null : to.id();
        if (Objects.equals(from, toId)) {
            return new Unchanged();
        }
        if (to != null && to.knowledge() == Assignee.Knowledge.NO_ADMIN) {
            return new Decision.NotAnAdmin();
        }
        Ticket after = next(owner, guestProof, standing, priority, to, now);
        return new Changed(
                after,
                new TicketEvent.Assigned(after.state(), from, by),
                new HistoryEntry(Kind.ASSIGNED_TO, from, toId, by.id()));
    }

    public Decision prioritize(Priority to, Actor by, Instant now) {
        if (to == priority) {
            return new Unchanged();
        }
        Ticket after = next(owner, guestProof, standing, to, assignee, now);
        return new Changed(
                after,
                new TicketEvent.PriorityChanged(after.state(), priority, to, by),
                new HistoryEntry(Kind.PRIORITY, priority.wire(), to.wire(), by.id()));
    }

    /// Binds a ticket that was made without a token to the account that wrote on it first (`decisions.md` 13). The
    /// proof of the device ends with it. A ticket that has an account keeps it.
    public Decision claim(Actor by, Instant now) {
        if (!owner.isUnclaimed()) {
            return new Unchanged();
        }
        String name = PersonName.of(by.firstName(), by.lastName());
        Owner claimed = new Owner(by.id(), owner.email(), name == null ? owner.name() : name);
        Ticket after = next(claimed, null, standing, priority, assignee, now);
        return new Changed(
                after,
                new TicketEvent.Claimed(after.state(), by),
                new HistoryEntry(Kind.CLAIMED, null, by.id(), by.id()));
    }

    /// The ticket as events carry it.
    public TicketState state() {
        return new TicketState(
                origin.id(),
                origin.number(),
                version,
                standing.statusVersion(),
                owner,
                origin.subject(),
                origin.description(),
                origin.supportType(),
                standing.status(),
                priority,
                origin.phoneNumber(),
                origin.relatedTransactionId(),
                assignee == null ? null : assignee.id(),
                assignee == null ? null : assignee.name(),
                standing.resolutionNotes(),
                guestProof,
                origin.createdAt(),
                updatedAt);
    }

    /// The ticket with its first message: how it is announced, and how it is told to a sister that does not know it.
    public TicketEvent.Opened opened() {
        MessageState first = new MessageState(
                origin.firstMessageId(),
                1,
                origin.description(),
                true,
                false,
                origin.senderId(),
                origin.senderName(),
                origin.email(),
                origin.createdAt());
        return new TicketEvent.Opened(state(), first);
    }

    private HistoryEntry statusHistory(TicketStatus to, @Nullable String by) {
        return new HistoryEntry(Kind.STATUS, standing.status().wire(), to.wire(), by);
    }

    private Ticket moved(TicketStatus to, @Nullable String notes, @Nullable String by, Instant now) {
        Standing nextStanding = standing.moved(to, version + 1, by, notes, notBefore(now));
        return next(owner, guestProof, nextStanding, priority, assignee, now);
    }

    private Instant notBefore(Instant now) {
        return now.isBefore(updatedAt) ? updatedAt : now;
    }

    private Ticket next(
            Owner nextOwner,
            @Nullable String nextProof,
            Standing nextStanding,
            Priority nextPriority,
            @Nullable Assignee nextAssignee,
            Instant now) {
        return new Ticket(
                origin,
                version + 1,
                nextOwner,
                nextProof,
                nextStanding,
                nextPriority,
                nextAssignee,
                lastSeq,
                notBefore(now));
    }
}
