package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.event.EventList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What the ticket service is answered.
///
/// @param data the ticket, for the caller
/// @param event for the ticket service itself, which applies it like one told; structured as in a list of events
/// @param replayed whether this is the first answer to an idempotency key once more
record ForwardedAnswer(UserTicket data, JsonNode event, boolean replayed) {
    static ForwardedAnswer of(UserTicket data, EventEnvelope event, boolean replayed) {
        return new ForwardedAnswer(data, structured(event), replayed);
    }

    private static JsonNode structured(EventEnvelope event) {
        try {
            return Json.mapper()
                    .readTree(EventList.encode(List.of(event)))
                    .path("events")
                    .path(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }
}
