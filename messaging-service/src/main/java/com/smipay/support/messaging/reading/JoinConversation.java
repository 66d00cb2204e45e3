package com.smipay.support.messaging.reading;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.store.MissedMessages;
import java.util.Optional;
import java.util.UUID;

/// Who may join the ticket's room, and what they missed (`decisions.md` 27). Safe for all threads.
public final class JoinConversation {
    private final KnownConversations known;
    private final Agents agents;
    private final Database database;
    private final SupportIdentity support;

    public JoinConversation(KnownConversations known, Agents agents, Database database, SupportIdentity support) {
        this.known = known;
        this.agents = agents;
        this.database = database;
        this.support = support;
    }

    /// Somebody with the conversation that they may join.
    ///
    /// @param person an agent that is gone as the user that is left of them
    public record Admitted(Person person, Conversation conversation) {}

    /// @param ticket empty for what can name no ticket
    /// @param told whoever a peer says that it is
    /// @return empty for an unknown ticket and for one that this person may not join
    /// @throws com.smipay.support.kit.failure.UnavailableException when the ticket service can't be asked
    public Optional<Admitted> admit(Optional<TicketReference> ticket, Person told) {
        Person person = agents.checked(told);
        return known.find(ticket, found -> AccessRules.mayJoin(found, person))
                .map(conversation -> new Admitted(person, conversation));
    }

    /// @param since the newest message that they have
    /// @return empty where that is no message that they may see
    public Optional<Missed> missed(Admitted admitted, UUID since) {
        return MissedMessages.since(
                database, admitted.conversation(), since, admitted.person().isAdmin(), support);
    }
}
