package com.smipay.support.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// What the build makes of the documents ([Published]).
class PublishedTest {
    private static final Document MERGED = Document.openApi("support");

    @Test
    void everyDocumentIsThereInJsonToo() throws IOException {
        for (String name : List.of(
                "/openapi/ticket", "/openapi/messaging", "/openapi/rating", "/openapi/support", "/asyncapi/asyncapi")) {
            try (InputStream yaml = resource(name + ".yaml");
                    InputStream json = resource(name + ".json")) {
                assertThat(JsonMapper.shared().readTree(json))
                        .as(name)
                        .isEqualTo(YAMLMapper.shared().readTree(yaml));
            }
        }
    }

    @Test
    void theMergedDocumentIsOpenApiThatGeneratorsRead() {
        assertThat(Specification.OPENAPI.violations(MERGED.root())).isEmpty();
        assertThat(Trees.references(MERGED.root()))
                .allSatisfy(reference -> assertThat(
                                MERGED.at(reference.substring(1)).isMissingNode())
                        .isFalse());
        assertThat(GeneratorLintTest.faults(MERGED.root())).isEmpty();
    }

    /// Nothing of any of the three is lost or changed, and nothing is there twice.
    @Test
    void theMergedDocumentHasAllOfEach() {
        for (Document document : Document.openApi()) {
            List<String> missing = missing(document.root(), MERGED.root(), "");
            missing.removeIf(what -> what.startsWith("/info/"));
            assertThat(missing).as(document.name()).isEmpty();
        }
        List<String> operations = new ArrayList<>();
        MERGED.root()
                .path("paths")
                .values()
                .forEach(path -> path.values()
                        .forEach(method ->
                                operations.add(method.path("operationId").stringValue())));
        assertThat(operations).doesNotHaveDuplicates();
    }

    @Test
    void theRulesStandInTheMergedDocumentOnce() {
        String description = MERGED.at("/info/description").stringValue();

        assertThat(description.split("Rules that hold for every call", -1)).hasSize(2);
        assertThat(description)
                .contains("Tickets: opening them")
                .contains("Conversations:")
                .contains("One rating");
    }

    @Test
    void listsOfOpenWordsAreJoined() {
        ObjectNode one = words("A", "B");
        ObjectNode other = words("B", "C");

        JsonNode merged = Merged.of(List.of(one, other));

        assertThat(Trees.texts(merged.path("x-extensible-enum"))).containsExactly("A", "B", "C");
        assertThat(Trees.texts(one.path("x-extensible-enum"))).containsExactly("A", "B");
    }

    private static ObjectNode words(String... words) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.putObject("info").put("description", "About.\n\nRules.");
        ArrayNode array = node.putArray("x-extensible-enum");
        Set.of(words).stream().sorted().forEach(array::add);
        return node;
    }

    private static List<String> missing(JsonNode part, JsonNode whole, String at) {
        List<String> found = new ArrayList<>();
        if (part.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                found.addAll(missing(field.getValue(), whole.path(field.getKey()), at + "/" + field.getKey()));
            }
        } else if (at.endsWith("x-extensible-enum") || at.equals("/tags")) {
            part.values().stream()
                    .filter(item -> whole.values().stream().noneMatch(item::equals))
                    .forEach(item -> found.add(at + " " + item));
        } else if (!part.equals(whole)) {
            found.add(at);
        }
        return found;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PublishedTest.class.getResourceAsStream(name), name);
    }
}
