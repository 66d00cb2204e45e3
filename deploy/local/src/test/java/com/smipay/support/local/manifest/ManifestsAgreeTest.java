package com.smipay.support.local.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The manifests say of the services what the services say of themselves.
final class ManifestsAgreeTest {
    static final List<String> SERVICES =
            List.of("ticket-service", "messaging-service", "rating-service", "realtime-service");
    private static final Set<String> NOT_OF_SERVICES = Set.of("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX");
    private static final int AN_HOUR = 3600;

    @Test
    void everyFileIsYamlThatIsUsed() throws IOException {
        Map<Path, Set<String>> named = Manifests.files().stream()
                .filter(file -> file.endsWith("kustomization.yaml"))
                .collect(Collectors.toMap(Path::getParent, ManifestsAgreeTest::namedFiles));

        assertThat(Manifests.files())
                .filteredOn(file -> !file.endsWith("kustomization.yaml"))
                .isNotEmpty()
                .allSatisfy(file -> {
                    assertThat(Manifests.read(file)).isNotEmpty();
                    assertThat(named.get(file.getParent()))
                            .contains(file.getFileName().toString());
                });
    }

    /// Overlays too: a misspelt setting is taken without a word, and does nothing.
    @Test
    void everyVariableOverridesASetting() throws IOException {
        Set<String> ofAny = new HashSet<>();
        for (String service : SERVICES) {
            ofAny.addAll(Manifests.variables(service));
        }
        List<String> unknown = new ArrayList<>();
        for (Path file : Manifests.files()) {
            for (JsonNode object : Manifests.read(file)) {
                object.path("data").fieldNames().forEachRemaining(name -> {
                    if (object.path("kind").asText().equals("ConfigMap") && !ofAny.contains(name)) {
                        unknown.add(file + ": " + name);
                    }
                });
                JsonNode container = object.at("/spec/template/spec/containers/0");
                if (container.isObject()) {
                    Set<String> known =
                            Manifests.variables(container.path("name").asText());
                    Manifests.each(container.path("env"))
                            .map(variable -> variable.path("name").asText())
                            .filter(name -> !known.contains(name) && !NOT_OF_SERVICES.contains(name))
                            .forEach(name -> unknown.add(file + ": " + name));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void portsAreTheDefaults(String service) throws IOException {
        JsonNode settings = Manifests.settings(service);
        int external = settings.at("/server/port").asInt();
        int internal = settings.at("/internal/port").asInt();
        JsonNode container = Manifests.container(service);

        assertThat(value(container, "SERVER_PORT")).isEqualTo(Integer.toString(external));
        assertThat(value(container, "INTERNAL_PORT")).isEqualTo(Integer.toString(internal));
        assertThat(Manifests.each(container.path("ports"))
                        .collect(Collectors.toMap(
                                port -> port.path("name").asText(),
                                port -> port.path("containerPort").asInt())))
                .isEqualTo(Map.of("public", external, "internal", internal));
        assertThat(Manifests.workload(service)
                        .at("/spec/template/metadata/annotations/prometheus.io~1port")
                        .asInt())
                .isEqualTo(internal);
        assertThat(services(service, service + "-internal")
                        .at("/spec/ports/0/port")
                        .asInt())
                .isEqualTo(internal);
        JsonNode shared =
                Manifests.read("k8s", "base", "config.yaml").getFirst().path("data");
        String peer = "PEERS_" + service.replace("-service", "").toUpperCase(Locale.ROOT) + "_URL";
        if (shared.has(peer)) {
            assertThat(shared.path(peer).asText()).isEqualTo("http://" + service + "-internal:" + internal);
        }
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void podsAreProbedWithTimeToMigrate(String service) throws IOException {
        JsonNode container = Manifests.container(service);
        JsonNode startup = container.path("startupProbe");

        assertThat(startup.at("/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(startup.path("periodSeconds").asInt()
                        * startup.path("failureThreshold").asInt())
                .isGreaterThanOrEqualTo(AN_HOUR);
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> container.path(probe).at("/httpGet/port").asText()))
                .containsOnly("internal");
    }

    /// Only a StatefulSet's pods come back under their names.
    @ParameterizedTest
    @FieldSource("SERVICES")
    void whoHasAGroupHasANameThatLasts(String service) throws IOException {
        boolean hasGroup =
                Manifests.settings(service).at("/kafka/group-instance").isTextual();
        JsonNode workload = Manifests.workload(service);
        List<String> fields = Manifests.each(Manifests.container(service).path("env"))
                .filter(variable -> variable.path("name").asText().equals("KAFKA_GROUP_INSTANCE"))
                .map(variable -> variable.at("/valueFrom/fieldRef/fieldPath").asText())
                .toList();

        assertThat(workload.path("kind").asText()).isEqualTo(hasGroup ? "StatefulSet" : "Deployment");
        assertThat(fields).isEqualTo(hasGroup ? List.of("metadata.name") : List.of());
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void podsAreSpreadAndHaveNoRights(String service) throws IOException {
        JsonNode pod = Manifests.workload(service).at("/spec/template/spec");
        JsonNode container = Manifests.container(service);

        assertThat(Manifests.each(pod.path("topologySpreadConstraints"))
                        .map(constraint -> constraint.path("topologyKey").asText()))
                .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(Manifests.texts(container.at("/securityContext/capabilities/drop")))
                .containsExactly("ALL");
    }

    /// Where a service is applied alone, these hold as well.
    @ParameterizedTest
    @FieldSource("SERVICES")
    void itsOwnFileHoldsItsBudgetAndItsPolicy(String service) throws IOException {
        List<JsonNode> objects = Manifests.ofService(service);
        JsonNode pods = Manifests.workload(service).at("/spec/selector");
        JsonNode policy = Manifests.one(objects, "NetworkPolicy");

        assertThat(Manifests.one(objects, "PodDisruptionBudget").at("/spec/selector"))
                .isEqualTo(pods);
        assertThat(policy.at("/spec/podSelector")).isEqualTo(pods);
        assertThat(Manifests.workload(service).at("/spec/template/metadata/labels/app.kubernetes.io~1name"))
                .isEqualTo(pods.at("/matchLabels/app.kubernetes.io~1name"));
    }

    /// The internal listener takes those services that have its address in their settings, and no other.
    @ParameterizedTest
    @FieldSource("SERVICES")
    void thePolicyLetsItsPeersIn(String service) throws IOException {
        Set<String> callers = new HashSet<>();
        for (String other : SERVICES) {
            if (Manifests.settings(other).path("peers").has(service.replace("-service", ""))) {
                callers.add(other);
            }
        }
        JsonNode policy = Manifests.one(Manifests.ofService(service), "NetworkPolicy");
        JsonNode internal = Manifests.each(policy.at("/spec/ingress"))
                .filter(rule -> rule.at("/ports/0/port").asText().equals("internal"))
                .findFirst()
                .orElseThrow();

        assertThat(Manifests.each(internal.path("from"))
                        .filter(from -> from.has("podSelector"))
                        .map(from -> from.at("/podSelector/matchLabels/app.kubernetes.io~1name")
                                .asText()))
                .containsExactlyInAnyOrderElementsOf(callers);
    }

    /// Where it runs alone, its peers are elsewhere, and it calls each of them by an address there.
    @Test
    void aServiceAloneIsToldWhereItsPeersAre() throws IOException {
        JsonNode addresses = Manifests.one(
                        Manifests.read("k8s", "overlays", "example-alone", "addresses.yaml"), "ConfigMap")
                .path("data");

        Manifests.settings("rating-service")
                .path("peers")
                .fieldNames()
                .forEachRemaining(peer -> assertThat(addresses
                                .path("PEERS_" + peer.toUpperCase(Locale.ROOT) + "_URL")
                                .asText())
                        .as(peer)
                        .contains(peer + "-service-internal."));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void theAutoscalerScalesWhatIsThere(String service) throws IOException {
        JsonNode workload = Manifests.workload(service);

        assertThat(Manifests.read("k8s", "components", "autoscaling", "autoscalers.yaml"))
                .filteredOn(scaler -> scaler.at("/metadata/name").asText().equals(service))
                .singleElement()
                .satisfies(scaler ->
                        assertThat(scaler.at("/spec/scaleTargetRef/kind")).isEqualTo(workload.path("kind")));
    }

    @Test
    void theTopicsAreThoseOfTheProduct() throws IOException {
        int partitions =
                Manifests.settings("ticket-service").at("/kafka/partitions").asInt();
        Map<String, Integer> topics = Manifests.read("k8s", "components", "strimzi-topics", "topics.yaml").stream()
                .collect(Collectors.toMap(
                        topic -> topic.at("/metadata/name").asText(),
                        topic -> topic.at("/spec/partitions").asInt()));
        List<String> withDeadLetters = Stream.concat(
                        Topics.EVENTS.stream(), Stream.of(Topics.IDENTITY_USERS, Topics.IDENTITY_SESSIONS))
                .toList();
        Map<String, Integer> expected =
                withDeadLetters.stream().collect(Collectors.toMap(Topics::deadLetterTopicOf, topic -> 1));
        withDeadLetters.forEach(topic -> expected.put(topic, partitions));
        expected.put(Topics.TYPING, partitions);

        assertThat(topics).isEqualTo(expected);
    }

    /// A row leaves the outbox when the broker has acknowledged it: one replica that has it may be lost.
    @Test
    void noEventCountsAsPublishedWhileOneReplicaHasIt() throws IOException {
        assertThat(Manifests.read("k8s", "components", "strimzi-topics", "topics.yaml"))
                .filteredOn(topic -> !topic.at("/metadata/name").asText().equals(Topics.TYPING))
                .isNotEmpty()
                .allSatisfy(topic -> {
                    assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
                    assertThat(topic.at("/spec/config/min.insync.replicas").asInt())
                            .isEqualTo(2);
                });
    }

    private static Set<String> namedFiles(Path kustomization) {
        try {
            JsonNode named = Manifests.read(kustomization).getFirst();
            return Stream.concat(
                            Manifests.texts(named.path("resources")),
                            Manifests.each(named.path("patches"))
                                    .map(patch -> patch.path("path").asText()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(JsonNode container, String variable) {
        return Manifests.each(container.path("env"))
                .filter(each -> each.path("name").asText().equals(variable))
                .map(each -> each.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode services(String service, String name) throws IOException {
        return Manifests.ofService(service).stream()
                .filter(each -> each.path("kind").asText().equals("Service"))
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
