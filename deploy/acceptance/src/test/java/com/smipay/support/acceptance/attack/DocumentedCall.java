package com.smipay.support.acceptance.attack;

import com.smipay.support.contracts.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A call as its OpenAPI document describes it.
///
/// @param path with its variables in braces
record DocumentedCall(Document document, String method, String path, JsonNode item, JsonNode definition) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /// All of all documents.
    static List<DocumentedCall> all() {
        List<DocumentedCall> calls = new ArrayList<>();
        for (Document document :
                Document.openApi().stream().map(Document::exactly).toList()) {
            for (Map.Entry<String, JsonNode> path :
                    document.root().path("paths").properties()) {
                path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> calls.add(new DocumentedCall(
                                document,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue())));
            }
        }
        return calls;
    }

    Stream<String> parameters(String in) {
        return Stream.of(item, definition)
                .flatMap(place -> place.path("parameters").values().stream())
                .map(document::resolve)
                .filter(parameter -> parameter.path("in").stringValue().equals(in))
                .map(parameter -> parameter.path("name").stringValue());
    }

    boolean hasBody() {
        return definition.has("requestBody");
    }

    /// The bodies that the document shows; an empty one where it shows none.
    List<ObjectNode> examples() {
        List<ObjectNode> examples = new ArrayList<>();
        document.resolve(schema()).path("examples").values().stream()
                .filter(JsonNode::isObject)
                .forEach(example -> examples.add((ObjectNode) example.deepCopy()));
        return examples.isEmpty() ? List.of(JsonNodeFactory.instance.objectNode()) : examples;
    }

    /// The properties of every form that a body may have.
    Set<String> properties() {
        Set<String> names = new TreeSet<>();
        collect(schema(), names);
        return names;
    }

    private void collect(JsonNode schema, Set<String> names) {
        JsonNode resolved = document.resolve(schema);
        resolved.path("properties").propertyNames().forEach(names::add);
        for (String branch : new String[] {"then", "else"}) {
            if (resolved.has(branch)) {
                collect(resolved.path(branch), names);
            }
        }
    }

    boolean allows(JsonNode trimmedBody) {
        return document.violations(schema(), trimmedBody).isEmpty();
    }

    private JsonNode schema() {
        return definition.at("/requestBody/content/application~1json/schema");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
