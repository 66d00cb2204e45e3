package com.smipay.support.ticket.store;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an opening does with the database, before it is decided on and after: in somebody's transaction, or by
/// itself.
public interface OpeningWriter {
    /// @param prefix of the ticket's number
    /// @param sessionId that is said to be the sender's
    /// @param userId of the token's person
    Preparation prepare(String prefix, @Nullable String sessionId, @Nullable String userId);

    /// The ticket with everything that belongs to it, or nothing at all. In the scope of the request, which the event
    /// names.
    ///
    /// @return the event as it stands in the outbox
    EventEnvelope insert(Ticket ticket, ClientMetadata circumstances);

    /// Does it at once.
    static OpeningWriter of(Statements statements) {
        return new OpeningWriter() {
            @Override
            public Preparation prepare(String prefix, @Nullable String sessionId, @Nullable String userId) {
                return Openings.prepareTogether(statements, List.of(new Openings.Question(prefix, sessionId, userId)))
                        .getFirst();
            }

            @Override
            public EventEnvelope insert(Ticket ticket, ClientMetadata circumstances) {
                return Openings.insertTogether(statements, List.of(Openings.Entry.of(ticket, circumstances)))
                        .getFirst();
            }
        };
    }
}
