package com.smipay.support.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.regex.Pattern;

/// The body of a request: one JSON object, read whole, with its bytes kept for hashes and signatures.
///
/// @param bytes as received; not to be changed by anybody
public record JsonBody(ObjectNode object, Bytes bytes) {
    private static final Pattern UTF_8 = Pattern.compile("\"?utf-?8\"?", Pattern.CASE_INSENSITIVE);

    /// A byte array that compares by identity, so that it may stand in a record.
    public static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }

        public byte[] array() {
            return array;
        }
    }

    /// @throws Problem 415 when it is not JSON in UTF-8, 400 when it is malformed or no object
    public static JsonBody required(ServerRequest req) {
        byte[] bytes = ReceivedBody.of(req);
        if (bytes.length == 0) {
            throw Problem.malformed("The request body must be a JSON object");
        }
        return parse(req, bytes, false);
    }

    /// The same, where no body at all and a JSON null stand for `{}`: some clients always send one.
    public static JsonBody optional(ServerRequest req) {
        byte[] bytes = ReceivedBody.of(req);
        return bytes.length == 0 ? empty(bytes) : parse(req, bytes, true);
    }

    private static JsonBody empty(byte[] bytes) {
        return new JsonBody(Json.mapper().createObjectNode(), new Bytes(bytes));
    }

    private static JsonBody parse(ServerRequest req, byte[] bytes, boolean isOptional) {
        if (!isJson(req)) {
            throw StatusProblems.of(Status.UNSUPPORTED_MEDIA_TYPE_415);
        }
        try {
            JsonNode node = Json.fromOutside(bytes);
            if (node instanceof ObjectNode object) {
                return new JsonBody(object, new Bytes(bytes));
            }
            if (isOptional && node.isNull()) {
                return empty(bytes);
            }
            throw Problem.malformed("The request body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw Problem.malformed("The request body is not well-formed JSON");
        }
    }

    private static boolean isJson(ServerRequest req) {
        try {
            return req.headers().contentType().map(JsonBody::isJson).orElse(false);
        } catch (IllegalArgumentException | HttpException e) {
            // What is no media type at all.
            return false;
        }
    }

    /// As the documents say: no other kind of JSON, and no other charset than the one that JSON has.
    private static boolean isJson(HttpMediaType type) {
        return type.mediaType().type().equalsIgnoreCase("application")
                && type.mediaType().subtype().equalsIgnoreCase("json")
                && type.charset()
                        .map(charset -> UTF_8.matcher(charset).matches())
                        .orElse(true);
    }
}
