package com.smipay.support.messaging.privacy;

import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ErasureEndpoint.Progress;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.Erasures;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Forgets a person: chats without a ticket here, each a decision like any other; those with one when the ticket
/// service says so. Whoever dies in between does the rest when asked again. Safe for all threads and replicas.
public final class ErasePerson {
    private final Database database;
    private final ChatCommands chats;

    public ErasePerson(Database database, ChatCommands chats) {
        this.database = database;
        this.chats = chats;
    }

    /// A batch of chats; behind the last one the person. The account's address owns what was written without a token.
    ///
    /// @throws com.smipay.support.kit.failure.UnavailableException for a chat that changes too fast to be looked at
    public Progress step(DataSubject person) {
        String userId = person.userId();
        DataSubject known = userId == null ? person : person.reachedAt(Erasures.emailOf(database, userId));
        List<UUID> owned = Erasures.owned(database, known);
        owned.forEach(id -> erase(id, now -> known.owns(now.owner())));
        if (!owned.isEmpty()) {
            return new Progress(owned, false);
        }
        if (userId != null) {
            Erasures.forgetPerson(database, userId);
        }
        return new Progress(List.of(), true);
    }

    /// A chat that was kept for as long as it may be.
    void eraseClosed(UUID id) {
        erase(id, now -> now.chat().isClosed());
    }

    private void erase(UUID id, Predicate<Conversation> stillDue) {
        chats.<Boolean>decide(id.toString(), IdempotentRequest.unkeyed(), (transaction, now) -> {
            if (now.ticketOrNull() != null || !stillDue.test(now)) {
                return Optional.of(Result.accepted(false, Optional.empty()));
            }
            return Erasures.erase(transaction, now)
                    .map(event -> Result.<Boolean, Refusal>accepted(true, event.envelope()));
        });
    }
}
