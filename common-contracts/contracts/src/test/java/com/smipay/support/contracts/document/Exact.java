package com.smipay.support.contracts.document;

import com.smipay.support.contracts.document.Trees.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the services keep, which is more than a reader may count on. The published documents are open, since a new
/// field or code must not break an app in the field, and hold no construct that makers of clients stumble over. Our own
/// tests are strict all the same:
///
/// - `x-exactly` in a schema stands in place of that schema; beside a schema, in a media type, it holds too;
/// - `x-extensible-enum` is an `enum`;
/// - objects that the services send have no other fields than the documented ones.
final class Exact {
    private static final String EXACTLY = "x-exactly";
    private static final String WORDS = "x-extensible-enum";

    private Exact() {}

    static JsonNode of(JsonNode published) {
        JsonNode root = replaced(published);
        for (JsonNode schema : sent(root)) {
            if (schema instanceof ObjectNode object && object.has("properties") && isObject(object)) {
                object.putIfAbsent("additionalProperties", JsonNodeFactory.instance.booleanNode(false));
            }
        }
        return root;
    }

    private static JsonNode replaced(JsonNode node) {
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.values().forEach(item -> copy.add(replaced(item)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.has(EXACTLY) && !node.has("schema")) {
            ObjectNode exactly = (ObjectNode) replaced(node.path(EXACTLY));
            Stream.of("description", "examples")
                    .filter(node::has)
                    .forEach(note -> exactly.putIfAbsent(note, node.path(note)));
            return exactly;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> copy.set(field.getKey(), replaced(field.getValue())));
        if (copy.has(EXACTLY)) {
            JsonNode schema = copy.path("schema");
            copy.putObject("schema").putArray("allOf").add(schema).add(copy.remove(EXACTLY));
        }
        if (copy.has(WORDS)) {
            copy.set("enum", copy.remove(WORDS));
        }
        return copy;
    }

    /// All nodes of what the services send, and of what they refer to: the answers of an OpenAPI document, the messages
    /// that an AsyncAPI document has them send and acknowledge.
    private static Deque<JsonNode> sent(JsonNode root) {
        Deque<JsonNode> open = new ArrayDeque<>();
        Trees.places(root).stream()
                .filter(place -> place.pointer().matches("/paths/[^/]+/[a-z]+/responses|/components/responses"))
                .map(Place::node)
                .forEach(open::add);
        root.path("operations").values().forEach(operation -> {
            open.add(operation.at("/reply/messages"));
            if (operation.path("action").stringValue("").equals("send")) {
                open.add(operation.has("messages") ? operation.path("messages") : operation.path("channel"));
            }
        });
        Set<String> followed = new HashSet<>();
        Deque<JsonNode> all = new ArrayDeque<>();
        while (!open.isEmpty()) {
            for (Place place : Trees.places(open.remove())) {
                all.add(place.node());
                String reference = place.node().path("$ref").stringValue("");
                if (!reference.isEmpty() && followed.add(reference)) {
                    open.add(root.at(JsonPointer.compile(reference.substring(1))));
                }
            }
        }
        return all;
    }

    private static boolean isObject(ObjectNode schema) {
        return Trees.places(schema.path("type")).stream()
                .anyMatch(type -> type.node().asString("").equals("object"));
    }
}
