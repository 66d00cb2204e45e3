package com.smipay.support.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.document.Trees.Place;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps out of the OpenAPI documents what makers of clients stumbled over: each rule stands for a client that did not
/// compile, or that compiled and threw on an ordinary answer (the record of the choice tells which).
class GeneratorLintTest {

    static List<Document> documents() {
        return Document.openApi();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySchemaIsOneThatGeneratorsRead(Document document) {
        assertThat(faults(document.root())).isEmpty();
    }

    /// The lint itself: each line puts in a construct that broke a client.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/components/schemas/Assignment/properties | assigned_to | {\"type\": \"null\"} | null alone",
                "/components/schemas/Assignment/properties | assigned_to | {\"const\": true} | const",
                "/components/schemas/Assignment/properties | assigned_to | {\"enum\": [\"a\"]} | no type",
                "/components/schemas/Assignment/properties | assigned_to | {\"type\": \"array\"} | an array without items",
                "/components/schemas/Assignment/properties | assigned_to | {\"type\": [\"array\", \"null\"]} | an array without items",
                "/components/schemas/Assignment/properties | x_at | {\"type\": \"string\"} | a time without date-time",
                "/components/schemas/Assignment/properties | x | {\"type\": \"object\", \"properties\": {}} | an object without a name",
                "/components/schemas/Assignment | additionalProperties | false | additionalProperties",
                "/components/schemas/Assignment | unevaluatedProperties | false | unevaluatedProperties",
                "/components/schemas/Assignment | if | {} | if",
                "/components/schemas/Assignment | allOf | [] | allOf",
                "/components/schemas/TicketRow/properties | user | {\"oneOf\": [{}, {}]} | oneOf",
                "/components/schemas/TicketRow/properties | user | {\"anyOf\": [{\"format\": \"date\"}, {\"format\": \"time\"}]} | anyOf",
                "/components/schemas/TicketRow/properties/id | $ref | \"#/x\" | beside a $ref",
                "/components/schemas | Error | {\"type\": \"object\"} | a name that a language has",
                "/components/schemas | Sent | {\"type\": \"object\"} | 'not once, the names differ in case'",
                "/paths/~1openapi~1ticket | parameters | [] | parameters of a path",
                "/components/parameters/RequestId | name | \"x-device-id\" | a parameter that is a scheme too",
                "/paths/~1openapi~1ticket/get/responses/200/content/application~1yaml | examples | {\"a\": {\"value\": 1}} | an example without a name"
            })
    void aConstructThatBreaksAClientIsSeen(String pointer, String field, String value, String fault) {
        ObjectNode broken = (ObjectNode) Document.openApi("ticket").root().deepCopy();
        ((ObjectNode) broken.at(pointer)).set(field, JsonMapper.shared().readTree(value));
        if (field.equals("Sent")) {
            ((ObjectNode) broken.at(pointer)).putObject("SENT").put("type", "object");
        }

        assertThat(faults(broken)).isNotEmpty().anyMatch(found -> found.endsWith(": " + fault));
    }

    /// What is sent is closed in our tests, what is taken is not: no object is both.
    @Test
    void noObjectIsBothSentAndTaken() {
        for (Document document : documents()) {
            Set<String> sent = reachable(document, "responses");
            sent.retainAll(reachable(document, "requestBody"));
            sent.removeIf(reference -> !document.at(reference.substring(1)).has("properties"));
            assertThat(sent).as(document.name()).isEmpty();
        }
    }

    private static Set<String> reachable(Document document, String part) {
        Set<String> found = new TreeSet<>();
        Trees.places(document.root()).stream()
                .filter(place -> place.pointer().matches("/paths/[^/]+/[a-z]+/" + part))
                .forEach(place -> follow(document, place.node(), found));
        return found;
    }

    private static void follow(Document document, JsonNode node, Set<String> found) {
        for (String reference : Trees.references(node)) {
            if (found.add(reference)) {
                follow(document, document.at(reference.substring(1)), found);
            }
        }
    }

    static List<String> faults(JsonNode root) {
        Set<String> schemes = root.at("/components/securitySchemes").values().stream()
                .map(scheme -> scheme.path("name").stringValue(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return Trees.places(root).stream()
                .filter(place -> !place.pointer().contains("/x-exactly")
                        && !place.pointer().contains("/example"))
                .flatMap(place -> faults(place, schemes).map(fault -> place.pointer() + ": " + fault))
                .toList();
    }

    private static Stream<String> faults(Place place, Set<String> schemes) {
        String at = place.pointer();
        JsonNode node = place.node();
        if (at.equals("/components/schemas")) {
            return SchemaFaults.ofNames(node.propertyNames());
        }
        if (at.matches("/paths/[^/]+/parameters")) {
            return Stream.of("parameters of a path");
        }
        if (at.matches(".*/content/[^/]+")) {
            boolean named = node.path("examples").values().stream().allMatch(example -> example.has("$ref"));
            return named ? Stream.empty() : Stream.of("an example without a name");
        }
        if (at.startsWith("/components/parameters/")
                && schemes.contains(node.path("name").stringValue(""))) {
            return Stream.of("a parameter that is a scheme too");
        }
        return at.matches("/components/schemas/.+|.*/schema(/.*)?") ? SchemaFaults.of(at, node) : Stream.empty();
    }
}
