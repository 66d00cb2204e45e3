package com.smipay.support.contracts.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Between event records and their JSON.
public final class EventCodec {
    private EventCodec() {}

    public static String encode(SupportEvent event) {
        try {
            return Json.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event record that JSON can't carry: " + event.type(), e);
        }
    }

    /// Never throws: what can't be read is a value too.
    public static Decoded decode(EventEnvelope envelope) {
        return EventType.parse(envelope.type())
                .map(type -> decode(type, envelope.dataBytes()))
                .orElseGet(() -> new Decoded.UnknownType(envelope.type()));
    }

    /// The event where it is one of this kind; empty for every other, and for what can't be read.
    public static <E extends SupportEvent> Optional<E> decode(EventEnvelope envelope, Class<E> kind) {
        return decode(envelope) instanceof Decoded.Known known && kind.isInstance(known.event())
                ? Optional.of(kind.cast(known.event()))
                : Optional.empty();
    }

    /// From bytes, in which a name is found faster than in characters.
    private static Decoded decode(EventType type, byte[] data) {
        try {
            SupportEvent event = Json.mapper().readValue(data, type.data());
            if (!(event instanceof Record whole)) {
                return new Decoded.Malformed("null is no event");
            }
            return RequiredParts.missingIn(whole)
                    .<Decoded>map(path -> new Decoded.Malformed(type.wire() + " without " + path))
                    .orElseGet(() -> new Decoded.Known(event));
        } catch (JacksonException e) {
            // The original message can quote the data, and so a user's words.
            return new Decoded.Malformed(e.getClass().getSimpleName() + " in " + type.wire());
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can't be read", e);
        }
    }
}
