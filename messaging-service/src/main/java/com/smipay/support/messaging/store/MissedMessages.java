package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.SupportIdentity;
import java.util.Optional;
import java.util.UUID;

/// What somebody who joins a room missed, as they may see it (`decisions.md` 27).
public final class MissedMessages {
    private MissedMessages() {}

    /// @param since the newest message that they have
    /// @param isAdmin who sees notes, and every agent's own name
    /// @return empty where `since` is no message that they may see
    public static Optional<Missed> since(
            Statements statements, Conversation conversation, UUID since, boolean isAdmin, SupportIdentity support) {
        return isAdmin ? byAdmin(statements, conversation, since) : byUser(statements, conversation, since, support);
    }

    private static Optional<Missed> byUser(
            Statements statements, Conversation conversation, UUID since, SupportIdentity support) {
        UUID id = conversation.id();
        return Messages.place(statements, id, since)
                .map(place -> Missed.of(
                        Messages.after(statements, id, place.seq(), Missed.MOST).stream()
                                .map(support::shownToUsers)
                                .toList(),
                        conversation.newest().seq()));
    }

    private static Optional<Missed> byAdmin(Statements statements, Conversation conversation, UUID since) {
        UUID id = conversation.id();
        return AdminMessages.place(statements, id, since).stream()
                .mapToObj(seq -> Missed.of(AdminMessages.after(statements, id, seq, Missed.MOST), conversation.seq()))
                .findFirst();
    }
}
