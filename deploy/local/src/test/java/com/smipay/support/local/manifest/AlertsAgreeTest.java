package com.smipay.support.local.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever is woken by an alert finds what to do; no alert and no picture waits for a metric that nobody has.
final class AlertsAgreeTest {
    private static final Path OBSERVABILITY = Path.of("..", "observability");
    private static final Pattern METRIC = Pattern.compile("\\bsupport_[a-z_]+");
    private static final Pattern METER = Pattern.compile("\"(support\\.[a-z.]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(Support\\w+)` \\|");

    @Test
    void eachLeadsToARowOfTheRunbook() throws IOException {
        Path root = Path.of("..", "..");
        List<String> alerts = new ArrayList<>();
        for (JsonNode alert : alerts()) {
            String[] runbook = alert.at("/annotations/runbook").asText().split("#", -1);
            assertThat(runbook).hasSize(2);
            String section = section(Files.readString(root.resolve(runbook[0])), runbook[1]);
            assertThat(rows(section)).contains(alert.path("alert").asText());
            alerts.add(alert.path("alert").asText());
        }
        String operation = Files.readString(root.resolve(Path.of("common-contracts", "docs", "operation.md")));
        assertThat(rows(section(operation, "alerts"))).containsExactlyElementsOf(alerts);
    }

    @Test
    void eachIsLetFireByATest() throws IOException {
        JsonNode tests = Manifests.read("observability", "alerts.test.yml").getFirst();
        Set<String> fired = Manifests.each(tests.path("tests"))
                .flatMap(test -> Manifests.each(test.path("alert_rule_test")))
                .filter(test -> !test.path("exp_alerts").isEmpty())
                .map(test -> test.path("alertname").asText())
                .collect(Collectors.toSet());

        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(Manifests.each(alerts())
                        .map(alert -> alert.path("alert").asText())
                        .toList());
    }

    @Test
    void theOperatorGetsTheSame() throws IOException {
        JsonNode rule = Manifests.one(
                Manifests.read("k8s", "components", "prometheus-operator", "alerts.yaml"), "PrometheusRule");

        assertThat(rule.at("/spec/groups"))
                .isEqualTo(
                        Manifests.read("observability", "alerts.yml").getFirst().path("groups"));
    }

    @Test
    void everyMetricOfOursIsOneThatAServiceRegisters() throws IOException {
        Set<String> registered = registered();
        List<String> unknown = new ArrayList<>();
        for (Path file : queries()) {
            METRIC.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(metric -> registered.stream().noneMatch(name -> isOf(name, metric)))
                    .forEach(metric -> unknown.add(file.getFileName() + ": " + metric));
        }
        assertThat(registered).hasSizeGreaterThan(20);
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyDashboardIsJson() throws IOException {
        List<Path> dashboards = queries().stream()
                .filter(file -> file.toString().endsWith(".json"))
                .toList();

        assertThat(dashboards).hasSize(2);
        for (Path dashboard : dashboards) {
            assertThat(new ObjectMapper().readTree(dashboard.toFile()).path("panels"))
                    .isNotEmpty();
        }
    }

    private static JsonNode alerts() throws IOException {
        return Manifests.read("observability", "alerts.yml").getFirst().at("/groups/0/rules");
    }

    private static List<Path> queries() throws IOException {
        try (Stream<Path> dashboards = Files.list(OBSERVABILITY.resolve("dashboards"))) {
            return Stream.concat(Stream.of(OBSERVABILITY.resolve("alerts.yml")), dashboards.sorted())
                    .toList();
        }
    }

    /// The names of the meters in the sources, as Prometheus has them, without what it adds to them.
    private static Set<String> registered() throws IOException {
        Set<String> names = new HashSet<>();
        for (String module : List.of("common-contracts/service-kit", "realtime-service")) {
            try (Stream<Path> sources =
                    Files.walk(Path.of("..", "..").resolve(module).resolve("src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    METER.matcher(Files.readString(source))
                            .results()
                            .forEach(match -> names.add(match.group(1).replace('.', '_')));
                }
            }
        }
        return names;
    }

    private static boolean isOf(String name, String metric) {
        return metric.equals(name) || metric.equals(name + "_total") || metric.startsWith(name + "_seconds_");
    }

    private static List<String> rows(String section) {
        return ROW.matcher(section).results().map(match -> match.group(1)).toList();
    }

    /// What stands under the heading that a link with this anchor leads to.
    private static String section(String page, String anchor) {
        return Stream.of(page.split("(?m)^## "))
                .filter(each -> each.lines()
                        .findFirst()
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '-')
                        .equals(anchor))
                .findFirst()
                .orElseThrow();
    }
}
