package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.local.home.Services;
import com.smipay.support.local.manifest.Manifests;
import com.smipay.support.servers.process.JavaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A container runs a service with the options and the heap that the one-machine stack gives it.
final class ContainersAgreeTest {
    static final List<String> SERVICES = Services.ALL;

    private static final String OF_TESTS = "-XX:TieredStopAtLevel=1";
    private static final Pattern OPTIONS = Pattern.compile("ENV JAVA_TOOL_OPTIONS=\"([^\"]*)\"");
    private static final Path CONTRACTS =
            Path.of("..", "..", "common-contracts", "contracts", "src", "main", "resources");
    private static final Pattern BUILT =
            Pattern.compile("<artifactId>support-desk</artifactId>\\s*<version>([0-9.]+)(?:-SNAPSHOT)?</version>");
    private static final Pattern VERSION = Pattern.compile("ARG VERSION=(\\S+)");

    @ParameterizedTest
    @FieldSource("SERVICES")
    void javaHasTheSameOptions(String service) throws IOException {
        String options = Manifests.each(Manifests.container(service).path("env"))
                .filter(variable -> variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();

        assertThat(options.split("\\s+")).containsExactlyInAnyOrderElementsOf(here());
    }

    /// For who runs an image without the manifests.
    @Test
    void theImageBringsTheSameOptions() throws IOException {
        assertThat(inDockerfile(OPTIONS).split("\\s+")).containsExactlyInAnyOrderElementsOf(here());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void podsRunTheVersionThatTheImageSays(String service) throws IOException {
        assertThat(Manifests.container(service).path("image").asText())
                .isEqualTo("support-desk/" + service + ":" + inDockerfile(VERSION));
    }

    /// The number that the documents and `support_build_info` say, too (`releases.md`).
    @Test
    void theImageSaysTheVersionThatIsBuilt() throws IOException {
        Matcher version = BUILT.matcher(Files.readString(Path.of("..", "..", "pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(inDockerfile(VERSION)).isEqualTo(version.group(1));
        try (Stream<Path> documents = Files.walk(CONTRACTS)) {
            assertThat(documents.filter(
                            file -> file.getFileName().toString().matches("(ticket|messaging|rating|asyncapi)\\.yaml")))
                    .hasSize(4)
                    .allSatisfy(document -> assertThat(Manifests.read(document)
                                    .getFirst()
                                    .at("/info/version")
                                    .asText())
                            .as(document.toString())
                            .isEqualTo(version.group(1)));
        }
    }

    private static List<String> here() {
        return JavaProgram.ofClasses("classes", "Main", StackPlan.SERVICE_HEAP).command(List.of()).stream()
                .filter(word -> word.startsWith("-") && !word.equals("-cp") && !word.equals(OF_TESTS))
                .toList();
    }

    private static String inDockerfile(Pattern pattern) throws IOException {
        String lines = Files.readString(Path.of("..", "containers", "Dockerfile"))
                .replaceAll("#.*\n", "")
                .replace("\\\n", "");
        Matcher found = pattern.matcher(lines);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
