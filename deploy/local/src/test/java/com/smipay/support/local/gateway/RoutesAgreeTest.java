package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.local.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateways that others run lead every path where this one leads it.
final class RoutesAgreeTest {
    private static final Pattern LOCATION =
            Pattern.compile("location (=|~) (\\S+)\\s*\\{[^}]*?proxy_pass http://(\\w+);", Pattern.DOTALL);
    private static final Pattern INGRESS_PATH =
            Pattern.compile("- path: (\\S+)\\n.*\\n\\s+backend: \\{ service: \\{ name: (\\w+)-service");

    private record Line(Pattern path, Upstream upstream) {}

    private record Match(boolean isExact, Line line) {}

    static Stream<Arguments> paths() {
        return RouteTable.examples("0198").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(route -> Arguments.of(route.getKey(), route.getValue()));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void nginxLeadsThere(String path, Upstream upstream) throws IOException {
        assertThat(first(nginx(), path)).contains(upstream);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theIngressLeadsThere(String path, Upstream upstream) throws IOException {
        assertThat(first(ingress(), path)).contains(upstream);
    }

    /// No gateway needs to know which of two expressions comes first: all that match lead to one service, unless
    /// the path stands there word by word.
    @ParameterizedTest
    @MethodSource("paths")
    void theHttpRouteLeadsThereInWhateverOrder(String path, Upstream upstream) throws IOException {
        List<Match> matches = httpRoute().stream()
                .filter(match -> match.line().path().matcher(path).matches())
                .toList();
        List<Match> exact = matches.stream().filter(Match::isExact).toList();

        assertThat(exact.isEmpty() ? matches : exact)
                .extracting(match -> match.line().upstream())
                .isNotEmpty()
                .containsOnly(upstream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/metrics", "/internal/tickets/states", "/api/v1/support/ticket/1/read/2"})
    void theHttpRouteLeadsNowhereElse(String path) throws IOException {
        assertThat(httpRoute())
                .noneMatch(match -> match.line().path().matcher(path).matches());
    }

    private static Optional<Upstream> first(List<Line> lines, String path) {
        return lines.stream()
                .filter(line -> line.path().matcher(path).lookingAt())
                .map(Line::upstream)
                .findFirst();
    }

    /// Exact ones first, then the expressions in their order.
    private static List<Line> nginx() throws IOException {
        List<Line> exact = new ArrayList<>();
        List<Line> expressions = new ArrayList<>();
        Matcher found = LOCATION.matcher(Files.readString(Path.of("..", "ingress", "support-desk.conf.template")));
        while (found.find()) {
            boolean isExact = found.group(1).equals("=");
            String path = isExact ? Pattern.quote(found.group(2)) + "$" : found.group(2);
            (isExact ? exact : expressions).add(new Line(Pattern.compile(path), upstream(found.group(3))));
        }
        exact.addAll(expressions);
        return exact;
    }

    /// The longest expression first.
    private static List<Line> ingress() throws IOException {
        List<Line> lines = new ArrayList<>();
        Matcher found =
                INGRESS_PATH.matcher(Files.readString(Path.of("..", "k8s", "components", "ingress", "ingress.yaml")));
        while (found.find()) {
            lines.add(new Line(Pattern.compile(found.group(1)), upstream(found.group(2))));
        }
        lines.sort(Comparator.comparingInt(line -> -line.path().pattern().length()));
        return lines;
    }

    private static List<Match> httpRoute() throws IOException {
        List<Match> found = new ArrayList<>();
        JsonNode route =
                Manifests.one(Manifests.read("k8s", "components", "gateway-api", "http-route.yaml"), "HTTPRoute");
        for (JsonNode rule : route.at("/spec/rules")) {
            String service = rule.at("/backendRefs/0/name").asText().replaceFirst("-service$", "");
            for (JsonNode match : rule.path("matches")) {
                boolean isExact = match.at("/path/type").asText().equals("Exact");
                String path = match.at("/path/value").asText();
                found.add(new Match(
                        isExact, new Line(Pattern.compile(isExact ? Pattern.quote(path) : path), upstream(service))));
            }
        }
        return found;
    }

    private static Upstream upstream(String service) {
        return Upstream.valueOf(service.toUpperCase(Locale.ROOT));
    }
}
