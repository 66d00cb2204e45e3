package com.smipay.support.kit.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads an [EventList] in one pass. The data of an event is cut out as it stands and read where it is understood, in
/// place of a tree of all of it, written out and read once more (ADR 0040).
final class EventListParser {
    private final byte[] json;
    private final JsonParser parser;

    private EventListParser(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /// @throws IOException when this is no JSON
    /// @throws UnprocessableRecordException when it is no such list; its reason quotes nothing
    static List<EventEnvelope> parse(byte[] json) throws IOException {
        try (JsonParser parser = Json.mapper().createParser(json)) {
            return new EventListParser(json, parser).list();
        }
    }

    private List<EventEnvelope> list() throws IOException {
        List<EventEnvelope> events = null;
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isList = parser.currentName().equals(EventList.EVENTS);
                if (parser.nextToken() == JsonToken.START_ARRAY && isList) {
                    events = events();
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (events == null || parser.nextToken() != null) {
            throw new UnprocessableRecordException(EventList.NO_LIST);
        }
        return List.copyOf(events);
    }

    private List<EventEnvelope> events() throws IOException {
        List<EventEnvelope> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            events.add(event());
        }
        return events;
    }

    private EventEnvelope event() throws IOException {
        Map<String, String> attributes = new HashMap<>();
        String data = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals(EventList.DATA)) {
                    data = value == JsonToken.VALUE_NULL ? null : cutOut();
                } else if (value == JsonToken.VALUE_STRING) {
                    attributes.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
        if (data == null) {
            throw new UnprocessableRecordException(EventList.NO_DATA);
        }
        return Attributes.parse(attributes::get, EventList.NAMES, data);
    }

    /// The value that begins here, to its last byte.
    private String cutOut() throws IOException {
        int from = offset(parser.currentTokenLocation());
        parser.skipChildren();
        parser.finishToken();
        return new String(json, from, offset(parser.currentLocation()) - from, StandardCharsets.UTF_8);
    }

    private static int offset(JsonLocation place) {
        // The parser knows none in what it took for UTF-16 or UTF-32.
        if (place.getByteOffset() < 0) {
            throw new UnprocessableRecordException(EventList.NO_JSON);
        }
        return Math.toIntExact(place.getByteOffset());
    }
}
