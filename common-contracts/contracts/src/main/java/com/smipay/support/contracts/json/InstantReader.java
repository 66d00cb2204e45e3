package com.smipay.support.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;

/// Takes what Jackson's own takes, and the usual form faster.
final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Instant usual = parser.hasToken(JsonToken.VALUE_STRING) ? Timestamps.parseUsual(parser.getText()) : null;
        return usual == null ? InstantDeserializer.INSTANT.deserialize(parser, context) : usual;
    }
}
