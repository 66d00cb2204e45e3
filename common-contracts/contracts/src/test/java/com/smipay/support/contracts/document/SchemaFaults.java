package com.smipay.support.contracts.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What a schema has that makers of clients don't understand, or understand as something else.
final class SchemaFaults {
    private static final String REFERENCE = "$ref";
    private static final List<String> NEVER = List.of(
            "const",
            "if",
            "then",
            "else",
            "not",
            "allOf",
            "oneOf",
            "additionalProperties",
            "unevaluatedProperties",
            "patternProperties",
            "prefixItems");
    private static final Set<String> BESIDE_A_REFERENCE = Set.of(REFERENCE, "description");

    /// Names of models that Kotlin, Swift, Dart, TypeScript or Java, or what is generated beside the models, has
    /// itself.
    private static final Set<String> TAKEN = Set.of(
            "Any",
            "Array",
            "Configuration",
            "Data",
            "Date",
            "Double",
            "Error",
            "ErrorResponse",
            "Exception",
            "File",
            "Function",
            "List",
            "Map",
            "Null",
            "Object",
            "Optional",
            "Promise",
            "Request",
            "Response",
            "Result",
            "Set",
            "String",
            "Type",
            "Void");

    private SchemaFaults() {}

    static Stream<String> ofNames(Collection<String> names) {
        Set<String> lower = new HashSet<>();
        return names.stream()
                .filter(name -> TAKEN.contains(name) || !lower.add(name.toLowerCase(Locale.ROOT)))
                .map(name ->
                        TAKEN.contains(name) ? "a name that a language has" : "not once, the names differ in case");
    }

    /// @param at where the node stands; a node that is no schema has no faults
    static Stream<String> of(String at, JsonNode node) {
        if (!node.isObject() || at.matches(".*/(properties|x-[a-z-]+)")) {
            return Stream.empty();
        }
        List<String> faults = new ArrayList<>();
        NEVER.stream().filter(node::has).forEach(faults::add);
        if (node.has(REFERENCE)) {
            if (!BESIDE_A_REFERENCE.containsAll(node.propertyNames())) {
                faults.add("beside a $ref");
            }
            return faults.stream();
        }
        Set<String> types = types(node);
        JsonNode any = node.path("anyOf");
        boolean isNullableReference = any.size() == 2
                && any.get(0).has(REFERENCE)
                && types(any.get(1)).equals(Set.of("null"));
        if (any.isArray() && !isNullableReference) {
            faults.add("anyOf");
        }
        if (types.isEmpty() && !any.isArray() && !Set.of("description").containsAll(node.propertyNames())) {
            faults.add("no type");
        }
        if (types.equals(Set.of("null")) && !at.matches(".*/anyOf/1")) {
            faults.add("null alone");
        }
        if (types.contains("array") && !node.has("items")) {
            faults.add("an array without items");
        }
        if (node.has("properties") && !at.matches("/components/schemas/[^/]+")) {
            faults.add("an object without a name");
        }
        if (at.matches(".*/properties/\\w+(_at|At)")
                && types.contains("string")
                && !node.path("format").asString("").equals("date-time")) {
            faults.add("a time without date-time");
        }
        return faults.stream();
    }

    private static Set<String> types(JsonNode node) {
        JsonNode type = node.path("type");
        return type.isString() ? Set.of(type.stringValue()) : new HashSet<>(Trees.texts(type));
    }
}
