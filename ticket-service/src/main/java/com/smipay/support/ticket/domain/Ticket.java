package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.text.PersonName;
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
/// @param phoneNumber of the contact, in E.164
/// @param lastSeq the newest message that is known here, notes included
public record Ticket(
        TicketSubmission submission,
        long version,
        Ownership ownership,
        @Nullable String phoneNumber,
        StatusDetails standing,
        Priority priority,
        @Nullable Assignee assignee,
        long lastSeq,
        Instant updatedAt) {

    /// @param guestProof null where it was opened with a token
    public static Ticket open(TicketSubmission submission, Priority priority, @Nullable String guestProof) {
        Owner owner = new Owner(submission.senderId(), submission.email(), submission.senderName());
        return new Ticket(
                submission,
                1,
                Ownership.initial(owner, guestProof),
                submission.phoneNumber(),
                StatusDetails.initial(submission.createdAt()),
                priority,
                null,
                1,
                submission.createdAt());
    }

    /// Of a conversation, by an agent who is at it: so it is in progress at once (`live-chat-api.md`, rule 4).
    ///
    /// @param owner of the conversation
    /// @param guestProof of the conversation; null where it has an account
    /// @param assignee the conversation's agent
    /// @param lastSeq the newest message of the conversation
    /// @param version with which it begins: 1, but after a restore
    public static Ticket ofConversation(
            TicketSubmission submission,
            Owner owner,
            @Nullable String guestProof,
            Priority priority,
            @Nullable Assignee assignee,
            long lastSeq,
            long version) {
        Instant now = submission.createdAt();
        return new Ticket(
                submission,
                version,
                Ownership.initial(owner, guestProof),
                submission.phoneNumber(),
                new StatusDetails(TicketStatus.IN_PROGRESS, version, now, null, null, null),
                priority,
                assignee,
                lastSeq,
                now);
    }

    public Owner owner() {
        return ownership.owner();
    }

    /// The same status again is no change (`decisions.md` 39). Notes count with `resolved` and `closed` only.
    public Decision changeStatus(TicketStatus to, @Nullable String notes, Actor by, Instant now) {
        if (to == standing.status() || owner().isErased()) {
            return new Unchanged();
        }
        Ticket after = moved(to, notes, by.id(), now);
        TicketEvent event = new TicketEvent.StatusChanged(after.state(), standing.status(), to, by, lastSeq, null);
        return new Changed(after, event, statusHistory(to, by.id()));
    }

    /// Other notes for a ticket that is settled, and stays so in `to` (`decisions.md` 61).
    ///
    /// @param notes null leaves the earlier ones
    public Decision correctNotes(TicketStatus to, @Nullable String notes, Actor by, Instant now) {
        boolean staysSettled = standing.status().isSettled() && to.isSettled() && !owner().isErased();
        if (!staysSettled || notes == null || notes.equals(standing.resolutionNotes())) {
            return new Unchanged();
        }
        Ticket after = next(ownership, phoneNumber, standing.noted(notes), priority, assignee, now);
        return new Changed(
                after,
                new TicketEvent.NotesChanged(after.state(), by),
                new HistoryEntry(Kind.RESOLUTION_NOTES, standing.resolutionNotes(), notes, by.id()));
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
        Ticket after = next(ownership, phoneNumber, standing, priority, to, now);
        return new Changed(
                after,
                new TicketEvent.Assigned(after.state(), from, by),
                new HistoryEntry(Kind.ASSIGNED_TO, from, toId, by.id()));
    }

    /// Takes it from an agent who is gone, or no admin any more; what is settled stays theirs (`decisions.md` 54).
    public Decision unassign(String agent, Instant now) {
        if (assignee == null
                || !assignee.id().equals(agent)
                || standing.status().isSettled()) {
            return new Unchanged();
        }
        Ticket after = next(ownership, phoneNumber, standing, priority, null, now);
        return new Changed(
                after,
                new TicketEvent.Unassigned(after.state(), agent),
                new HistoryEntry(Kind.ASSIGNED_TO, agent, null, null));
    }

    public Decision prioritize(Priority to, Actor by, Instant now) {
        if (to == priority) {
            return new Unchanged();
        }
        Ticket after = next(ownership, phoneNumber, standing, to, assignee, now);
        return new Changed(
                after,
                new TicketEvent.PriorityChanged(after.state(), priority, to, by),
                new HistoryEntry(Kind.PRIORITY, priority.wire(), to.wire(), by.id()));
    }

    /// Binds a ticket that is nobody's to the account that wrote on it first (`decisions.md` 13). The proof of the
    /// device ends with it. A ticket that has an account keeps it, and an act from before the right to it last
    /// changed binds nothing: it may be told again at any time.
    ///
    /// @param seenVersion the version of this ticket that the act was accepted on
    public Decision claim(Actor by, long seenVersion, Instant now) {
        if (!owner().isUnclaimed() || seenVersion < ownership.version()) {
            return new Unchanged();
        }
        Ownership claimed = ownership.boundTo(by.id(), PersonName.of(by.firstName(), by.lastName()), version + 1);
        Ticket after = next(claimed, phoneNumber, standing, priority, assignee, now);
        return new Changed(
                after,
                new TicketEvent.Claimed(after.state(), by),
                new HistoryEntry(Kind.CLAIMED, null, by.id(), by.id()));
    }

    /// The account is gone: the ticket belongs to the person with its email again (`decisions.md` 13).
    public Decision release(String account, Instant now) {
        if (!account.equals(owner().userId())) {
            return new Unchanged();
        }
        Ticket after = next(ownership.released(version + 1), phoneNumber, standing, priority, assignee, now);
        return new Changed(
                after,
                new TicketEvent.Released(after.state(), account),
                new HistoryEntry(Kind.CLAIMED, account, null, null));
    }

    /// Corrects how the person is reached (`decisions.md` 67).
    ///
    /// @param email trimmed and in lower case; null leaves it
    /// @param phone E.164; null leaves it
    public Decision changeContact(@Nullable String email, @Nullable String phone, Actor by, Instant now) {
        String nextEmail = email == null ? owner().email() : email;
        String nextPhone = phone == null ? phoneNumber : phone;
        boolean isSame = nextEmail.equals(owner().email()) && Objects.equals(nextPhone, phoneNumber);
        if (isSame || owner().isErased()) {
            return new Unchanged();
        }
        Ticket after = next(ownership.reachedAt(nextEmail, version + 1), nextPhone, standing, priority, assignee, now);
        return new Changed(
                after,
                new TicketEvent.ContactChanged(after.state(), by, owner().email(), phoneNumber),
                new HistoryEntry(Kind.CONTACT, contact(), after.contact(), by.id()));
    }

    /// Whoever it belongs to is forgotten, with all that they and others wrote in it (`privacy.md`, Erasure).
    /// It stays as a number among others, and is open no more, nor takes anything. Its place among the tickets
    /// stays what it was.
    public Decision erase(Instant now) {
        if (owner().isErased()) {
            return new Unchanged();
        }
        Ticket after = new Ticket(
                submission.erased(),
                version + 1,
                Ownership.erased(version + 1),
                null,
                standing.erased(version + 1, notBefore(now)),
                priority,
                assignee,
                lastSeq,
                updatedAt);
        return new Changed(
                after,
                new TicketEvent.Erased(after.state(), after.submission.firstMessage()),
                new HistoryEntry(Kind.ERASED, null, null, null));
    }

    private String contact() {
        return phoneNumber == null ? owner().email() : owner().email() + ", " + phoneNumber;
    }

    /// The ticket as events carry it.
    public TicketState state() {
        return new TicketState(
                submission.id(),
                submission.number(),
                version,
                standing.statusVersion(),
                owner(),
                submission.subject(),
                submission.description(),
                submission.supportType(),
                standing.status(),
                priority,
                phoneNumber,
                submission.relatedTransactionId(),
                assignee == null ? null : assignee.id(),
                assignee == null ? null : assignee.name(),
                standing.resolutionNotes(),
                ownership.guestProof(),
                submission.createdAt(),
                updatedAt,
                ownership.version(),
                standing.changedAt(),
                submission.conversationId());
    }

    /// The ticket with its first message: how it is announced, and how it is told to a peer that does not know it.
    public TicketEvent.Opened opened() {
        return opened(null);
    }

    /// @param by the admin who opens it for a caller (`decisions.md` 68)
    public TicketEvent.Opened opened(@Nullable Actor by) {
        return new TicketEvent.Opened(state(), submission.firstMessage(), by);
    }

    /// The state once more, where nothing happened.
    public TicketEvent.Restated restated() {
        return new TicketEvent.Restated(state(), submission.firstMessage());
    }

    private HistoryEntry statusHistory(TicketStatus to, @Nullable String by) {
        return new HistoryEntry(Kind.STATUS, standing.status().wire(), to.wire(), by);
    }

    private Ticket moved(TicketStatus to, @Nullable String notes, @Nullable String by, Instant now) {
        StatusDetails nextStanding = standing.moved(to, version + 1, by, notes, notBefore(now));
        return next(ownership, phoneNumber, nextStanding, priority, assignee, now);
    }

    private Instant notBefore(Instant now) {
        return now.isBefore(updatedAt) ? updatedAt : now;
    }

    private Ticket next(
            Ownership nextOwnership,
            @Nullable String nextPhone,
            StatusDetails nextStanding,
            Priority nextPriority,
            @Nullable Assignee nextAssignee,
            Instant now) {
        return new Ticket(
                submission,
                version + 1,
                nextOwnership,
                nextPhone,
                nextStanding,
                nextPriority,
                nextAssignee,
                lastSeq,
                notBefore(now));
    }
}
