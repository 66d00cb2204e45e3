package com.smipay.support.contracts.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A contract document: its tree, and the schemas in it as judges of JSON. Safe for all threads.
public final class Document {
    private static final String COMPONENTS = "components";

    /// Refuses what is written twice: of two values of one name a reader would silently take the last.
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final JsonNode root;
    private final Dialect dialect;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    private Document(String name, JsonNode root, Dialect dialect) {
        this.name = name;
        this.root = root;
        this.dialect = dialect;
        this.registry = registry(dialect);
    }

    /// @param service `ticket`, `messaging` or `rating`
    public static Document openApi(String service) {
        return read(service, "/openapi/" + service + ".yaml", Dialects.getDraft202012());
    }

    /// All three, in that order.
    public static List<Document> openApi() {
        return List.of(openApi("ticket"), openApi("messaging"), openApi("rating"));
    }

    /// Schemas of AsyncAPI 3.0 are JSON Schema draft 7 unless they say otherwise; ours never do.
    public static Document asyncApi() {
        return read("asyncapi", "/asyncapi/asyncapi.yaml", Dialects.getDraft7());
    }

    private static Document read(String name, String resource, Dialect dialect) {
        try (InputStream stream = Document.class.getResourceAsStream(resource)) {
            return new Document(name, YAML.readTree(Objects.requireNonNull(stream, resource)), dialect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The document as the services keep it, which is stricter than what readers may count on ([Exact]): what real
    /// answers are held against.
    public Document exactly() {
        return new Document(name, Exact.of(root), dialect);
    }

    static SchemaRegistry registry(Dialect dialect) {
        return SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .build()));
    }

    public String name() {
        return name;
    }

    public JsonNode root() {
        return root;
    }

    /// What stands at a pointer such as `/components/schemas/Refusal`, a reference followed; a missing node for
    /// nothing.
    public JsonNode at(String pointer) {
        return resolve(root.at(JsonPointer.compile(pointer)));
    }

    /// What a node stands for: itself, or what its `$ref` leads to in this document.
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? at(reference.stringValue().substring(1)) : node;
    }

    /// What is wrong with JSON by a schema of this document; empty when it fits.
    ///
    /// @param schema a node of this document
    public List<String> violations(JsonNode schema, JsonNode instance) {
        return compiled.computeIfAbsent(schema, this::compile).validate(instance).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .distinct()
                .toList();
    }

    public List<String> violations(JsonNode schema, String json) {
        return violations(schema, JsonMapper.shared().readTree(json));
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        // Where the schema's references point to.
        whole.set(COMPONENTS, root.path(COMPONENTS));
        return registry.getSchema(whole);
    }

    @Override
    public String toString() {
        return name;
    }
}
