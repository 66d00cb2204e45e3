package com.smipay.support.contracts.document;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The three OpenAPI documents as one, for whoever makes one client of them. What has one name in several of them is
/// the same there (a test holds that), but for lists of open words, which are joined.
final class Merged {
    private static final String WORDS = "x-extensible-enum";

    private Merged() {}

    static JsonNode of(List<JsonNode> documents) {
        ObjectNode merged = (ObjectNode) documents.getFirst().deepCopy();
        documents.stream().skip(1).forEach(document -> add(merged, document));
        ObjectNode info = (ObjectNode) merged.path("info");
        info.put("title", "Support desk");
        info.put("description", description(documents));
        return merged;
    }

    /// What each is about, and then the rules, which all have.
    private static String description(List<JsonNode> documents) {
        StringBuilder text = new StringBuilder();
        String rules = "";
        for (JsonNode document : documents) {
            String description = document.at("/info/description").stringValue();
            int end = description.indexOf("\n\n");
            text.append(description, 0, end).append("\n\n");
            rules = description.substring(end + 2);
        }
        return text.append(rules).toString();
    }

    private static void add(ObjectNode merged, JsonNode other) {
        for (Map.Entry<String, JsonNode> field : other.properties()) {
            JsonNode there = merged.path(field.getKey());
            if (there instanceof ObjectNode object && field.getValue().isObject()) {
                add(object, field.getValue());
            } else if (there instanceof ArrayNode array
                    && List.of("tags", WORDS).contains(field.getKey())) {
                join(array, field.getValue());
            } else if (there.isMissingNode()) {
                merged.set(field.getKey(), field.getValue());
            }
        }
    }

    private static void join(ArrayNode array, JsonNode other) {
        ArrayNode missing = JsonNodeFactory.instance.arrayNode();
        other.values().forEach(item -> {
            if (array.values().stream().noneMatch(item::equals)) {
                missing.add(item);
            }
        });
        array.addAll(missing);
    }
}
