package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.local.manifest.Manifests;
import com.smipay.support.servers.process.JavaProgram;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// A container runs a service with the options and the heap that the one-machine stack gives it.
final class ContainersAgreeTest {
    static final List<String> SERVICES = Replicas.SERVICES;

    private static final String OF_TESTS = "-XX:TieredStopAtLevel=1";

    @ParameterizedTest
    @FieldSource("SERVICES")
    void javaHasTheSameOptions(String service) throws IOException {
        String options = Manifests.each(Manifests.container(service).path("env"))
                .filter(variable -> variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
        List<String> here = JavaProgram.ofClasses("classes", "Main", StackPlan.SERVICE_HEAP).command(List.of()).stream()
                .filter(word -> word.startsWith("-") && !word.equals("-cp") && !word.equals(OF_TESTS))
                .toList();

        assertThat(options.split("\\s+")).containsExactlyInAnyOrderElementsOf(here);
    }
}
