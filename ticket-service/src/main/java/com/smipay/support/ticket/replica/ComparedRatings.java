package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.kit.compare.ComparedCopy;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.store.ConversationReplica;
import com.smipay.support.ticket.store.CopiedLines;
import java.util.Optional;
import java.util.UUID;

/// What tickets copy of their ratings, compared with what the rating service has.
public record ComparedRatings(Database database, EventHandler handler) implements ComparedCopy {
    @Override
    public StatePage page(UUID after, int most) {
        return CopiedLines.ratings(database, after, most);
    }

    @Override
    public Optional<StateLine> line(UUID id) {
        return CopiedLines.rating(database, id);
    }

    @Override
    public Optional<StateLine> owned(EventEnvelope state) {
        return rated(state).map(StateLine::of);
    }

    @Override
    public void take(EventEnvelope state) {
        handler.apply(state);
        rated(state).ifPresent(rated -> ConversationReplica.rateAgain(database, rated));
    }

    @Override
    public void forget(UUID id) {
        CopiedLines.forgetRating(database, id);
    }

    @Override
    public boolean hasPlaceFor(UUID id) {
        return CopiedLines.conversation(database, id).isPresent();
    }

    private static Optional<RatingEvent.Rated> rated(EventEnvelope state) {
        return EventCodec.decode(state, RatingEvent.Rated.class);
    }
}
