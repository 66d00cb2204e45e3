package com.smipay.support.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.document.Trees.Place;
import com.smipay.support.contracts.http.Headers;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What holds for each OpenAPI document by itself.
class OpenApiLintTest {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");

    static List<Document> documents() {
        return Document.openApi();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isOpenApi31(Document document) {
        assertThat(Specification.OPENAPI.violations(document.root())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everySchemaIsJsonSchema(Document document) {
        List<Place> schemas = schemas(document);

        assertThat(schemas).hasSizeGreaterThan(20);
        for (Place schema : schemas) {
            assertThat(Specification.JSON_SCHEMA_2020_12.violations(schema.node()))
                    .as(schema.pointer())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyReferenceLeadsSomewhereInTheSameDocument(Document document) {
        assertThat(Trees.references(document.root())).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyComponentIsUsed(Document document) {
        Set<String> defined = new TreeSet<>();
        document.root()
                .path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> defined.add("#/components/" + kind.getKey() + "/" + name)));
        defined.removeIf(reference -> reference.startsWith("#/components/securitySchemes/"));

        assertThat(new TreeSet<>(Trees.references(document.root()))).isEqualTo(defined);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyOperationHasANameOfItsOwnASummaryAndATag(Document document) {
        List<JsonNode> operations = operations(document).map(Place::node).toList();

        assertThat(operations.stream().map(o -> o.path("operationId").stringValue("")))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        Set<String> tags = document.root().path("tags").values().stream()
                .map(tag -> tag.path("name").stringValue())
                .collect(Collectors.toSet());
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.path("summary").stringValue("")).isNotBlank();
            assertThat(Trees.texts(operation.path("tags"))).hasSize(1).isSubsetOf(tags);
            assertThat(operation.has("security")).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyPathParameterIsDeclared(Document document) {
        operations(document).forEach(operation -> {
            List<String> inPath = PATH_PARAMETER
                    .matcher(operation.pointer())
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .toList();
            List<String> declared = operation.node().path("parameters").values().stream()
                    .map(document::resolve)
                    .filter(parameter -> parameter.path("in").stringValue().equals("path"))
                    .map(parameter -> parameter.path("name").stringValue())
                    .toList();
            assertThat(declared).as(operation.pointer()).isEqualTo(inPath);
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyHeaderIsOneThatTheContractsName(Document document) {
        Set<String> known = Stream.concat(
                        Arrays.stream(Headers.class.getFields()).map(OpenApiLintTest::text),
                        Stream.of("Allow", "ETag", "If-None-Match", "Location", "WWW-Authenticate"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Stream<String> requests = Trees.places(document.root()).stream()
                .map(Place::node)
                .filter(node -> node.path("in").stringValue("").equals("header"))
                .map(node -> node.path("name").stringValue());
        Stream<String> answers = Trees.places(document.root()).stream()
                .filter(place ->
                        place.pointer().endsWith("/headers") && !place.pointer().equals("/components/headers"))
                .flatMap(place -> place.node().propertyNames().stream());

        assertThat(Stream.concat(requests, answers).map(name -> name.toLowerCase(Locale.ROOT)))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyAnswerCarriesTheRequestId(Document document) {
        assertThat(answers(document))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(
                                document.resolve(answer.node()).path("headers").has("X-Request-Id"))
                        .as(answer.pointer())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExampleFitsItsSchema(Document published) {
        Document document = published.exactly();
        int examples = 0;
        for (Place place : Trees.places(document.root())) {
            boolean isSchema = place.pointer().matches("/components/schemas/[^/]+");
            if (!place.node().has("schema") && !isSchema) {
                continue;
            }
            JsonNode schema = isSchema ? place.node() : place.node().path("schema");
            for (JsonNode example : examples(document, place.node())) {
                assertThat(document.violations(schema, example))
                        .as(place.pointer() + " " + example)
                        .isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(10);
    }

    /// Of a request's body beside the body's schema, of answers in their media type.
    @ParameterizedTest
    @MethodSource("documents")
    void everyBodyAndAnswerHasAnExample(Document document) {
        operations(document)
                .map(operation -> operation.node().at("/requestBody/content/application~1json/schema"))
                .filter(schema -> !schema.isMissingNode())
                .forEach(schema -> assertThat(document.resolve(schema).path("examples"))
                        .as(schema.toString())
                        .isNotEmpty());
        answers(document)
                .filter(answer -> !answer.pointer().endsWith("/304"))
                .forEach(answer -> assertThat(examples(
                                document, document.resolve(answer.node()).at("/content/application~1json")))
                        .as(answer.pointer())
                        .isNotEmpty());
    }

    /// A refusal of every status has the error shape, with its own status in it.
    @ParameterizedTest
    @MethodSource("documents")
    void everyRefusalIsAnError(Document document) {
        List<Place> refusals = answers(document)
                .filter(answer -> !answer.pointer().matches(".*/(20[0-9]|304)"))
                .toList();

        assertThat(refusals).isNotEmpty();
        for (Place refusal : refusals) {
            JsonNode content = document.resolve(refusal.node()).at("/content/application~1json");
            assertThat(content.at("/schema/$ref").stringValue(""))
                    .as(refusal.pointer())
                    .isEqualTo("#/components/schemas/Refusal");
            String status = refusal.pointer().substring(refusal.pointer().lastIndexOf('/') + 1);
            assertThat(content.at("/x-exactly/properties/statusCode/const").intValue())
                    .as(refusal.pointer())
                    .isEqualTo(Integer.parseInt(status));
        }
    }

    /// The lint itself: each line breaks a document in one place.
    @ParameterizedTest
    @CsvSource({
        "/info, title, 3",
        "/paths/~1openapi~1ticket/get/responses/200, description, null",
        "/paths/~1openapi~1ticket/get, parameters, {}",
        "/components/parameters/RequestId, in, \"body\"",
        "/components/securitySchemes/token, type, \"secret\""
    })
    void aDocumentThatIsNoOpenApiIsSeen(String pointer, String field, String value) {
        JsonNode broken = Document.openApi("ticket").root().deepCopy();
        ((ObjectNode) broken.at(pointer)).set(field, JsonMapper.shared().readTree(value));

        assertThat(Specification.OPENAPI.violations(broken)).isNotEmpty();
    }

    private static List<Place> schemas(Document document) {
        List<Place> found = new ArrayList<>();
        document.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> found.add(new Place(schema.getKey(), schema.getValue())));
        Trees.places(document.root()).stream()
                .filter(place ->
                        place.pointer().endsWith("/schema") || place.pointer().endsWith("/x-exactly"))
                .forEach(found::add);
        return found;
    }

    private static Stream<Place> operations(Document document) {
        return Trees.places(document.root()).stream()
                .filter(place -> place.pointer().matches("/paths/[^/]+/(get|post|put|delete|patch)"));
    }

    private static Stream<Place> answers(Document document) {
        return Trees.places(document.root()).stream()
                .filter(place -> place.pointer().matches("/paths/[^/]+/[a-z]+/responses/[0-9]{3}"));
    }

    /// Of a media type, or of a schema.
    private static List<JsonNode> examples(Document document, JsonNode content) {
        List<JsonNode> found = new ArrayList<>();
        if (content.has("example")) {
            found.add(content.path("example"));
        }
        JsonNode examples = content.path("examples");
        examples.values()
                .forEach(example -> found.add(
                        examples.isArray() ? example : document.resolve(example).path("value")));
        return found;
    }

    private static String text(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
