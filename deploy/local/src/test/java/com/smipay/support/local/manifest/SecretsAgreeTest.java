package com.smipay.support.local.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The secrets that the manifests mount are those that the services read.
final class SecretsAgreeTest {
    private static final String FILE = "_FILE";
    private static final String SECOND = "_SECOND";

    /// A secret that is named is mounted, and no other.
    @ParameterizedTest
    @FieldSource("com.smipay.support.local.manifest.ManifestsAgreeTest#SERVICES")
    void whatIsReadFromAFileIsMounted(String service) throws IOException {
        JsonNode pod = Manifests.workload(service).at("/spec/template/spec");

        assertThat(filesByVariable(pod).values()).containsExactlyInAnyOrderElementsOf(mountedSecrets(pod));
    }

    /// A pod that did not know one of them would refuse, during a rollout, what the others take.
    @ParameterizedTest
    @FieldSource("com.smipay.support.local.manifest.ManifestsAgreeTest#SERVICES")
    void whileKeysAreChangedEveryServiceKnowsASecondOneOfEachThatItHas(String service) throws IOException {
        JsonNode pod = Manifests.read("k8s", "components", "second-keys", service + ".yaml")
                .getFirst()
                .at("/spec/template/spec");
        Map<String, String> files = filesByVariable(pod);
        Set<String> seconds = Manifests.variables(service).stream()
                .filter(name -> name.endsWith(SECOND + FILE))
                .collect(Collectors.toSet());

        assertThat(seconds).contains("INTERNAL_SERVICE_KEY" + SECOND + FILE);
        assertThat(files.keySet()).isEqualTo(seconds);
        assertThat(files.values()).containsExactlyInAnyOrderElementsOf(mountedSecrets(pod));
        filesByVariable(Manifests.workload(service).at("/spec/template/spec")).forEach((variable, first) -> {
            String second = files.get(variable.replace(FILE, SECOND + FILE));
            if (second != null) {
                assertThat(second).endsWith(first.substring(first.lastIndexOf('/')));
            }
        });
    }

    private static Map<String, String> filesByVariable(JsonNode pod) {
        return Manifests.each(pod.at("/containers/0/env"))
                .filter(variable -> variable.path("name").asText().endsWith(FILE))
                .collect(Collectors.toMap(
                        variable -> variable.path("name").asText(),
                        variable -> variable.path("value").asText()));
    }

    private static List<String> mountedSecrets(JsonNode pod) {
        Map<String, String> folders = Manifests.each(pod.at("/containers/0/volumeMounts"))
                .collect(Collectors.toMap(
                        mount -> mount.path("name").asText(),
                        mount -> mount.path("mountPath").asText()));
        return Manifests.each(pod.path("volumes"))
                .flatMap(volume -> Manifests.each(volume.at("/secret/items"))
                        .map(item -> folders.get(volume.path("name").asText())
                                + "/"
                                + item.path("path").asText()))
                .toList();
    }
}
