package com.smipay.support.messaging.chat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.ChatDecisions;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A closed chat is rated by its user, once (`live-chat-api.md`, User side). Safe for all threads and replicas.
public final class RateChat {
    private final ChatCommands chats;

    public RateChat(ChatCommands chats) {
        this.chats = chats;
    }

    /// @param rating 1 to 5
    public record Rating(int rating, @Nullable String feedback) {}

    /// What stands now.
    public record Rated(
            UUID id, int satisfactionRating, @Nullable String feedback) {}

    /// @param id as the caller wrote it
    public Outcome<Rated, Refusal> rate(String id, Rating rating, Person user, IdempotentRequest<Rated> request) {
        Predicate<Conversation> own = found -> AccessRules.owns(found.owner(), user);
        return chats.decide(
                chats.find(id, own),
                request,
                (statements, now) -> own.test(now)
                        ? decide(statements, now, rating, user)
                        : Optional.of(Result.refused(new Refusal.NotFound())));
    }

    private static Optional<Result<Rated, Refusal>> decide(
            Statements statements, Conversation now, Rating rating, Person user) {
        Actor claimedBy = AccessRules.claims(now.owner(), user) ? user.toActor() : null;
        return ChatRules.rate(now.chat())
                .map(rule -> Optional.of(Result.<Rated, Refusal>refused(new Refusal.AgainstChat(rule))))
                .orElseGet(() -> ChatDecisions.rate(
                                statements, now, rating.rating(), rating.feedback(), user, claimedBy)
                        .map(event -> Result.accepted(
                                new Rated(now.id(), rating.rating(), rating.feedback()), event.envelope())));
    }
}
