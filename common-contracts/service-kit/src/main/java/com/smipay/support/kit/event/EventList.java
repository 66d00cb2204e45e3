package com.smipay.support.kit.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events inside a body: `{ "events": [ ... ] }`, each in the structured mode of CloudEvents 1.0.
public final class EventList {
    private static final String EVENTS = "events";
    private static final Attributes.Names NAMES = Attributes.Names.prefixed("");
    private static final String DATA = "data";
    private static final String NO_LIST = "there is no list of events";
    private static final String NO_DATA = "an event has no data";
    private static final String NO_JSON = "the list of events is no JSON";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";

    private EventList() {}

    public static byte[] encode(List<EventEnvelope> events) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.mapper().createGenerator(json)) {
            write(generator, events);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return json.toByteArray();
    }

    /// Writes such an object as a part of another.
    public static void write(JsonGenerator generator, List<EventEnvelope> events) throws IOException {
        generator.writeStartObject();
        generator.writeArrayFieldStart(EVENTS);
        for (EventEnvelope event : events) {
            write(generator, event);
        }
        generator.writeEndArray();
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, EventEnvelope event) throws IOException {
        Map<String, String> attributes = Attributes.of(event, NAMES);
        attributes.remove(Attributes.CONTENT_TYPE);
        generator.writeStartObject();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            generator.writeStringField(attribute.getKey(), attribute.getValue());
        }
        generator.writeStringField(DATA_CONTENT_TYPE, Attributes.JSON);
        generator.writeFieldName(DATA);
        generator.writeRawValue(event.data());
        generator.writeEndObject();
    }

    /// @throws UnprocessableRecordException when this is no such list; its reason quotes nothing
    public static List<EventEnvelope> decode(byte[] json) {
        try {
            return read(Json.fromOutside(json));
        } catch (JsonProcessingException e) {
            UnprocessableRecordException refusal = new UnprocessableRecordException(NO_JSON);
            refusal.initCause(e);
            throw refusal;
        }
    }

    /// One that is a part of another object.
    ///
    /// @param list the object around the events
    /// @throws UnprocessableRecordException when this is no such list; its reason quotes nothing
    public static List<EventEnvelope> read(JsonNode list) {
        JsonNode events = list.path(EVENTS);
        if (!events.isArray()) {
            throw new UnprocessableRecordException(NO_LIST);
        }
        List<EventEnvelope> decoded = new ArrayList<>(events.size());
        events.forEach(event -> decoded.add(parse(event)));
        return List.copyOf(decoded);
    }

    private static EventEnvelope parse(JsonNode event) {
        JsonNode data = event.get(DATA);
        if (data == null || data.isNull()) {
            throw new UnprocessableRecordException(NO_DATA);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        event.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                attributes.put(field.getKey(), field.getValue().textValue());
            }
        });
        return Attributes.parse(attributes::get, NAMES, data.toString());
    }
}
