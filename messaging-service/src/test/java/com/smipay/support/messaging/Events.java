package com.smipay.support.messaging;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.SupportEvent;

/// What the ticket service was told, decoded.
final class Events {
    private Events() {}

    static MessageEvent.Posted posted(EventEnvelope envelope) {
        return decoded(envelope, MessageEvent.Posted.class);
    }

    static MessageEvent.Read read(EventEnvelope envelope) {
        return decoded(envelope, MessageEvent.Read.class);
    }

    private static <E extends SupportEvent> E decoded(EventEnvelope envelope, Class<E> kind) {
        return EventCodec.decode(envelope, kind)
                .orElseThrow(() -> new AssertionError("Not to be read: " + envelope.type()));
    }
}
