package com.smipay.support.rating;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.RatingEvent;

/// What the peers were told, decoded.
final class Events {
    private Events() {}

    static RatingEvent.Rated rated(EventEnvelope envelope) {
        return EventCodec.decode(envelope, RatingEvent.Rated.class)
                .orElseThrow(() -> new AssertionError("No rating: " + envelope.type()));
    }
}
