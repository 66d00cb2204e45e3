package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Conversation.ReadMark;
import com.smipay.support.messaging.domain.OptimisticDecision;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How far somebody wants to have read a conversation, and what becomes of that (`decisions.md` 21, 38): the mark only
/// moves forward, and one that stands further is the answer.
///
/// @param visible whether the caller may still know of the conversation
/// @param person null for a guest
/// @param lastMessageId null for the newest message
public record MarkingDecision(
        Conversation seen,
        Predicate<Conversation> visible,
        @Nullable Person person,
        @Nullable UUID lastMessageId) {

    /// @param answer of the conversation and the mark that stands in it now
    /// @throws UnavailableException for a conversation that changes faster than anybody can look
    public <A> Result<A, Refusal> decide(Statements statements, BiFunction<Conversation, MovedMark.Place, A> answer) {
        return OptimisticDecision.decide(
                        seen,
                        now -> decide(statements, now, answer),
                        () -> Conversations.findById(statements, seen.id()))
                .orElseThrow(() -> new UnavailableException("The conversation changes too fast"));
    }

    private <A> Optional<Result<A, Refusal>> decide(
            Statements statements, Conversation now, BiFunction<Conversation, MovedMark.Place, A> answer) {
        if (!visible.test(now)) {
            return Optional.of(Result.refused(new Refusal.NotFound()));
        }
        Optional<Messages.Place> target = target(statements, now);
        return target.isEmpty()
                ? Optional.of(Result.refused(new Refusal.UnknownMessage()))
                : mark(statements, now, target.get(), answer);
    }

    private Optional<Messages.Place> target(Statements statements, Conversation now) {
        return lastMessageId == null
                ? Optional.of(new Messages.Place(now.newest().id(), now.newest().seq()))
                : Messages.place(statements, now.id(), lastMessageId);
    }

    private <A> Optional<Result<A, Refusal>> mark(
            Statements statements,
            Conversation now,
            Messages.Place target,
            BiFunction<Conversation, MovedMark.Place, A> answer) {
        ReadMark mark = now.readMark();
        Actor claimedBy = person != null && AccessRules.claims(now.owner(), person) ? person.toActor() : null;
        if (mark != null && now.isReadUpTo(target.seq()) && claimedBy == null) {
            A standing = answer.apply(now, new MovedMark.Place(mark.messageId(), mark.at()));
            return Optional.of(Result.accepted(standing, Optional.<EventEnvelope>empty()));
        }
        String userId = person == null ? null : person.userId();
        return ReadMarks.move(statements, now, target, userId, claimedBy)
                .map(moved -> Result.accepted(answer.apply(now, moved.place()), moved.envelope()));
    }
}
