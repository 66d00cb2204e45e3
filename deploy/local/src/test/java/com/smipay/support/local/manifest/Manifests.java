package com.smipay.support.local.manifest;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads the YAML files of the folder `deploy`, as they stand there: no overlay is built.
public final class Manifests {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Path DEPLOY = Path.of("..");

    private Manifests() {}

    /// Every file of `deploy/k8s` that is written by hand.
    public static List<Path> files() throws IOException {
        try (Stream<Path> base = Files.walk(DEPLOY.resolve(Path.of("k8s", "base")));
                Stream<Path> components = Files.walk(DEPLOY.resolve(Path.of("k8s", "components")));
                Stream<Path> overlays = Files.walk(DEPLOY.resolve(Path.of("k8s", "overlays")))) {
            return Stream.of(base, components, overlays)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /// The objects of a file of the folder `deploy`.
    public static List<JsonNode> read(String first, String... more) throws IOException {
        return read(DEPLOY.resolve(Path.of(first, more)));
    }

    /// The objects of a file.
    public static List<JsonNode> read(Path file) throws IOException {
        return YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(file.toFile())
                .readAll();
    }

    /// The settings of a service, with their defaults.
    public static JsonNode settings(String service) throws IOException {
        return read(Path.of("..", "..", service, "src", "main", "resources", "application.yaml"))
                .getFirst();
    }

    /// The objects of a service's own file.
    public static List<JsonNode> ofService(String service) throws IOException {
        return read("k8s", "base", service + ".yaml");
    }

    /// What keeps the service's pods.
    public static JsonNode workload(String service) throws IOException {
        return ofService(service).stream()
                .filter(each -> each.at("/spec/template").isObject())
                .findFirst()
                .orElseThrow();
    }

    /// The only container of its pods.
    public static JsonNode container(String service) throws IOException {
        return workload(service).at("/spec/template/spec/containers/0");
    }

    /// The only object of that kind among them.
    public static JsonNode one(List<JsonNode> objects, String kind) {
        List<JsonNode> found = objects.stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " objects of kind " + kind);
        }
        return found.getFirst();
    }

    public static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    public static Stream<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText);
    }

    /// The names by which a service's settings can be overridden.
    static Set<String> variables(String service) throws IOException {
        Set<String> names = new HashSet<>();
        collect(settings(service), "", names);
        return names;
    }

    private static void collect(JsonNode settings, String before, Set<String> names) {
        settings.properties().forEach(setting -> {
            String name = before + setting.getKey().replace('-', '_').toUpperCase(Locale.ROOT);
            if (setting.getValue().isObject()) {
                collect(setting.getValue(), name + "_", names);
            } else {
                names.add(name);
                names.add(name + "_FILE");
            }
        });
    }
}
