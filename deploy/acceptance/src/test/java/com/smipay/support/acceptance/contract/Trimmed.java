package com.smipay.support.acceptance.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the documents count it: their lengths are those of trimmed texts (`decisions.md` 4).
public final class Trimmed {
    private Trimmed() {}

    /// A copy in which the texts of an object, at any depth below objects, are trimmed.
    public static JsonNode of(JsonNode node) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(node.stringValue().strip());
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> copy.set(field.getKey(), of(field.getValue())));
        return copy;
    }
}
