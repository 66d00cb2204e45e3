package com.smipay.support.rating;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.RatingEvent;

/// What the peers were told, decoded.
final class Events {
    private Events() {}

    static RatingEvent.Rated rated(EventEnvelope envelope) {
        if (EventCodec.decode(envelope) instanceof Decoded.Known known
                && known.event() instanceof RatingEvent.Rated rated) {
            return rated;
        }
        throw new AssertionError("No rating: " + envelope.type());
    }
}
