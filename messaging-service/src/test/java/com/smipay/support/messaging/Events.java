package com.smipay.support.messaging;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;

/// What the ticket service was told, decoded.
final class Events {
    private Events() {}

    static MessageEvent.Posted posted(EventEnvelope envelope) {
        return decoded(envelope, MessageEvent.Posted.class);
    }

    static MessageEvent.Read read(EventEnvelope envelope) {
        return decoded(envelope, MessageEvent.Read.class);
    }

    private static <E> E decoded(EventEnvelope envelope, Class<E> type) {
        if (EventCodec.decode(envelope) instanceof Decoded.Known known) {
            return type.cast(known.event());
        }
        throw new AssertionError("Not to be read: " + envelope.type());
    }
}
