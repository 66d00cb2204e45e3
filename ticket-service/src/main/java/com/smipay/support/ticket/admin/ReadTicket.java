package com.smipay.support.ticket.admin;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.store.TicketDetails;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A ticket as an admin reads it. Its messages are messaging's; while it is away nobody reads (`architecture.md`,
/// Calls between services). Safe for all threads.
public final class ReadTicket {
    private static final int BAD_REQUEST = 400;

    private final Database database;
    private final PeerClient messaging;

    public ReadTicket(Database database, PeerClient messaging) {
        this.database = database;
        this.messaging = messaging;
    }

    /// @param ticket empty for what can name no ticket
    public Optional<TicketDetails.Detail> find(Optional<TicketReference> ticket) {
        return ticket.flatMap(reference -> TicketDetails.find(database, reference));
    }

    /// The newest changes, oldest first.
    public List<TicketDetails.Change> history(UUID id) {
        return TicketDetails.history(database, id);
    }

    /// @return what messaging answered; empty for a `before` that is no message of this ticket
    /// @throws UnavailableException while messaging is away
    public Optional<PeerAnswer.Answered> messages(UUID id, MessagesQuery wanted) {
        if (messaging.get("/internal/conversations/" + id + wanted.text()) instanceof PeerAnswer.Answered answered) {
            if (answered.isSuccess()) {
                return Optional.of(answered);
            }
            if (answered.status() == BAD_REQUEST) {
                return Optional.empty();
            }
        }
        throw new UnavailableException("Messaging can't say what was written");
    }
}
