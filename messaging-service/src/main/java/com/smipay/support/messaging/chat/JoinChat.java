package com.smipay.support.messaging.chat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Handover;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.Handovers;
import com.smipay.support.messaging.store.MissedMessages;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may join the chat's room, how it stands, and what they missed (`live-chat-api.md`, Socket.IO). Safe for all
/// threads.
public final class JoinChat {
    private final Agents agents;
    private final Database database;
    private final SupportIdentity support;

    public JoinChat(Agents agents, Database database, SupportIdentity support) {
        this.agents = agents;
        this.database = database;
        this.support = support;
    }

    /// Somebody with the chat that they may join.
    ///
    /// @param person an agent that is gone as the user that is left of them
    /// @param handover that is pending
    public record Admitted(
            Person person,
            Conversation conversation,
            @Nullable Handover handover) {}

    /// @param id as it was written
    /// @param told whoever a peer says that it is
    /// @return empty for an unknown chat and for one that this person may not join
    public Optional<Admitted> admit(String id, Person told) {
        Person person = agents.checked(told);
        return Uuids.parse(id)
                .flatMap(chat -> Conversations.findChat(database, chat))
                .filter(found -> AccessRules.mayJoin(found, person))
                .map(found -> new Admitted(
                        person, found, Handovers.pending(database, found.id()).orElse(null)));
    }

    /// @param since the newest message that they have
    /// @return empty where that is no message that they may see
    public Optional<Missed> missed(Admitted admitted, UUID since) {
        return MissedMessages.since(
                database, admitted.conversation(), since, admitted.person().isAdmin(), support);
    }
}
