package com.smipay.support.contracts.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Makes what is given out of the documents that are written by hand: each in JSON too, and the OpenAPI documents as
/// one. Run by the build, which puts all beside the written ones.
final class Published {
    private static final List<String> SERVICES = List.of("ticket", "messaging", "rating");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private Published() {}

    /// @param arguments the folder of the resources, where `openapi` and `asyncapi` are
    public static void main(String[] arguments) throws IOException {
        Path resources = Path.of(arguments[0]);
        Path openApi = resources.resolve("openapi");
        List<JsonNode> documents = SERVICES.stream()
                .map(service -> json(openApi.resolve(service + ".yaml")))
                .toList();
        JsonNode merged = Merged.of(documents);
        Files.writeString(openApi.resolve("support.yaml"), YAML.writeValueAsString(merged));
        Files.writeString(openApi.resolve("support.json"), JSON.writeValueAsString(merged));
        json(resources.resolve("asyncapi/asyncapi.yaml"));
    }

    private static JsonNode json(Path yaml) {
        try {
            JsonNode document = YAML.readTree(yaml.toFile());
            String name = yaml.getFileName().toString().replace(".yaml", ".json");
            Files.writeString(yaml.resolveSibling(name), JSON.writeValueAsString(document));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
