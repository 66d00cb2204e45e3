package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Conversation.ReadMark;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.Messages;
import com.smipay.support.messaging.store.OutboxEvent;
import com.smipay.support.messaging.store.ReadMarks;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Moves a read mark (`decisions.md` 21, 38). It only moves forward; a mark that stands further is the answer. Safe
/// for all threads and replicas.
final class MarkRead {
    static final String LAST_MESSAGE_ID = "last_message_id";

    private MarkRead() {}

    /// The mark that stands now.
    ///
    /// @param event what there is to announce; empty where nothing moved
    record Marked(MarkedRead answer, Optional<EventEnvelope> event) {}

    /// Admins read without leaving a mark.
    ///
    /// @throws Problem 403 for an admin
    static void refuseAdmin(@Nullable Person person) {
        if (person != null && person.isAdmin()) {
            throw Problem.forbidden("Admins do not mark conversations as read");
        }
    }

    /// @param ticket as the caller wrote it
    /// @param visible whether the caller may still know of the conversation
    /// @param person null for a guest
    /// @param lastMessageId null for the newest message
    /// @throws Problem 400 for an id that is no message of this ticket that a user may see
    static Marked mark(
            Statements statements,
            String ticket,
            Conversation seen,
            Predicate<Conversation> visible,
            @Nullable Person person,
            @Nullable UUID lastMessageId) {
        return Conversations.deciding(statements, seen, now -> {
            if (!visible.test(now)) {
                throw MessagingProblems.unknownTicket(ticket);
            }
            return mark(statements, now, person, target(statements, now, lastMessageId));
        });
    }

    private static Messages.Place target(Statements statements, Conversation now, @Nullable UUID lastMessageId) {
        return lastMessageId == null
                ? new Messages.Place(now.newest().id(), now.newest().seq())
                : Messages.place(statements, now.ticket().id(), lastMessageId)
                        .orElseThrow(() -> MessagingProblems.unknownMessage(LAST_MESSAGE_ID));
    }

    private static Optional<Marked> mark(
            Statements statements, Conversation now, @Nullable Person person, Messages.Place target) {
        ReadMark accountStatus = now.readMark();
        Actor claimedBy = person != null && AccessRules.claims(now.ticket().owner(), person) ? person.toActor() : null;
        if (accountStatus != null && now.isReadUpTo(target.seq()) && claimedBy == null) {
            String number = now.ticket().number();
            return Optional.of(new Marked(
                    new MarkedRead(number, accountStatus.messageId(), accountStatus.at()), Optional.empty()));
        }
        String userId = person == null ? null : person.userId();
        return ReadMarks.move(statements, now.ticket(), target, userId, claimedBy)
                .map(MarkRead::moved);
    }

    private static Marked moved(OutboxEvent<MessageEvent.Read> announced) {
        MessageEvent.Read read = announced.event();
        return new Marked(
                new MarkedRead(read.conversation().ticketNumber(), read.lastMessageId(), read.readAt()),
                Optional.of(announced.envelope()));
    }
}
