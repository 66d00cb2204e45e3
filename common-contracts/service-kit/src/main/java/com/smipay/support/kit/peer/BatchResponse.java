package com.smipay.support.kit.peer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The answer to events that were told together: `{ "answers": [ ... ] }`, for each event in its place either the
/// list of what it led to or `{ "unprocessable": "the reason" }`.
final class BatchResponse {
    private static final String ANSWERS = "answers";
    private static final String UNPROCESSABLE = "unprocessable";

    private BatchResponse() {}

    static byte[] encode(List<Applied> answers) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.mapper().createGenerator(json)) {
            generator.writeStartObject();
            generator.writeArrayFieldStart(ANSWERS);
            for (Applied answer : answers) {
                write(generator, answer);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return json.toByteArray();
    }

    private static void write(JsonGenerator generator, Applied answer) throws IOException {
        switch (answer) {
            case Applied.Done done -> EventList.write(generator, done.decided());
            case Applied.Never never -> {
                generator.writeStartObject();
                generator.writeStringField(UNPROCESSABLE, never.reason());
                generator.writeEndObject();
            }
        }
    }

    /// @param count of the events that were told
    /// @throws UnprocessableRecordException when this does not answer just as many; its reason quotes nothing
    static List<Applied> decode(byte[] json, int count) {
        JsonNode answers = tree(json).path(ANSWERS);
        if (answers.size() != count) {
            throw new UnprocessableRecordException("there are " + answers.size() + " answers to " + count + " events");
        }
        List<Applied> decoded = new ArrayList<>(count);
        answers.forEach(answer -> decoded.add(
                answer.has(UNPROCESSABLE)
                        ? new Applied.Never(answer.path(UNPROCESSABLE).asText())
                        : new Applied.Done(EventList.read(answer))));
        return List.copyOf(decoded);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            UnprocessableRecordException refusal = new UnprocessableRecordException("the answers are no JSON");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
