package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.kit.compare.ComparedCopy;
import com.smipay.support.kit.compare.StateLine;
import com.smipay.support.kit.compare.StatePage;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.messaging.store.RatingLines;
import java.util.Optional;
import java.util.UUID;

/// The copy of ratings, compared with the rating service's own.
public record ComparedRatings(Database database, EventHandler handler) implements ComparedCopy {
    @Override
    public StatePage page(UUID after, int most) {
        return RatingLines.page(database, after, most);
    }

    @Override
    public Optional<StateLine> line(UUID id) {
        return RatingLines.find(database, id);
    }

    @Override
    public Optional<StateLine> owned(EventEnvelope state) {
        return rated(state).map(StateLine::of);
    }

    @Override
    public void take(EventEnvelope state) {
        handler.apply(state);
        rated(state)
                .ifPresent(rated -> RatingLines.replace(database, rated.ticketId(), rated.rating(), rated.inEpoch()));
    }

    @Override
    public void forget(UUID id) {
        RatingLines.forget(database, id);
    }

    private static Optional<RatingEvent.Rated> rated(EventEnvelope state) {
        return EventCodec.decode(state, RatingEvent.Rated.class);
    }
}
