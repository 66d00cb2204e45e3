package com.smipay.support.messaging.privacy;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ErasureEndpoint.Progress;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.store.Erasures;
import com.smipay.support.messaging.store.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// Forgets a person: chats without a ticket here, each a decision like any other, in a transaction of its own;
/// those with one when the ticket service says so. Whoever dies in between does the rest when asked again. Safe for
/// all threads and replicas.
public final class ErasePerson {
    private final Database database;
    private final Consumer<EventEnvelope> announce;

    /// @param announce publishes what is committed
    public ErasePerson(Database database, Consumer<EventEnvelope> announce) {
        this.database = database;
        this.announce = announce;
    }

    /// A batch of chats; behind the last one the person. The account's address owns what was written without a
    /// token.
    public Progress step(DataSubject person) {
        String userId = person.userId();
        DataSubject known = userId == null ? person : person.reachedAt(Erasures.emailOf(database, userId));
        List<UUID> owned = Erasures.owned(database, known);
        List<UUID> erased = new ArrayList<>();
        for (UUID id : owned) {
            if (erase(id, (transaction, now) -> Erasures.isOwned(transaction, known, id))) {
                erased.add(id);
            }
        }
        if (!owned.isEmpty()) {
            return new Progress(erased, false);
        }
        if (userId != null) {
            database.transaction(transaction -> {
                Erasures.forgetPerson(transaction, userId);
                return userId;
            });
        }
        return new Progress(List.of(), true);
    }

    /// A chat that was kept for as long as it may be, unless something has happened in it since.
    ///
    /// @param before when it happened
    void eraseClosed(UUID id, Instant before) {
        erase(
                id,
                (transaction, now) ->
                        now.chat().isClosed() && now.chatUpdatedAt().isBefore(before));
    }

    /// @return false where it is not due any more
    private boolean erase(UUID id, BiPredicate<Statements, Conversation> stillDue) {
        Optional<EventEnvelope> event = database.transaction(transaction -> Erasures.hold(transaction, id)
                .filter(now -> now.ticketOrNull() == null && stillDue.test(transaction, now))
                .flatMap(now -> Erasures.erase(transaction, id))
                .map(OutboxEvent::envelope));
        event.ifPresent(announce);
        return event.isPresent();
    }
}
