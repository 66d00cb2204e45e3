package com.smipay.support.acceptance.contract;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the documents count it: their lengths are those of trimmed texts (`decisions.md` 4), what can't be seen at
/// the ends does not count (`decisions.md` 51), and a blank text is none (`decisions.md` 52).
public final class Trimmed {
    private static final String UNSEEN = "[\\s\\p{Z}\\p{Cf}\\x{FE00}-\\x{FE0F}]+";
    private static final Pattern ENDS = Pattern.compile("^" + UNSEEN + "|" + UNSEEN + "$");

    private Trimmed() {}

    /// A copy in which the texts of an object, at any depth below objects, are trimmed and the blank ones
    /// left out.
    public static JsonNode of(JsonNode node) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(
                    ENDS.matcher(node.stringValue()).replaceAll(""));
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            JsonNode value = of(field.getValue());
            if (!value.isString() || !value.stringValue().isEmpty()) {
                copy.set(field.getKey(), value);
            }
        });
        return copy;
    }
}
