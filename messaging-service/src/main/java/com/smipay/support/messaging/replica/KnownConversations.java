package com.smipay.support.messaging.replica;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.store.Conversations;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds conversations, and asks the ticket service once for one that is not to be found: this service may not have
/// been told of the ticket yet. A ticket that the caller may not see goes the very same way as one that does not
/// exist, question included, so that neither the answer, nor its delay, nor an outage of the ticket service tells
/// the two apart (`decisions.md` 12). Its answer is looked at, and costs no statement where it tells nothing new.
/// The question is no waste there: it may turn out that the caller has become the owner.
public final class KnownConversations {
    /// Below every version.
    private static final long UNKNOWN = 0;

    private final Database database;
    private final TicketSource source;

    public KnownConversations(Database database, TicketSource source) {
        this.database = database;
        this.source = source;
    }

    /// @param reference empty for what can name no ticket
    /// @param visible whether the caller may know of it
    /// @throws com.smipay.support.kit.failure.UnavailableException when it is not found and nobody else can say
    public Optional<Conversation> find(Optional<TicketReference> reference, Predicate<Conversation> visible) {
        return reference.flatMap(ticket -> {
            Optional<Conversation> seen = Conversations.find(database, ticket);
            if (seen.filter(visible).isPresent()) {
                return seen;
            }
            source.fetch(ticket, seen.map(copy -> copy.ticket().version()).orElse(UNKNOWN));
            return Conversations.find(database, ticket).filter(visible);
        });
    }

    /// For callers who may know of every ticket.
    public Optional<Conversation> find(Optional<TicketReference> reference) {
        return find(reference, conversation -> true);
    }
}
