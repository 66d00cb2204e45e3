package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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

/// The gateways that others run lead every path where this one leads it.
final class RoutesAgreeTest {
    private static final Pattern LOCATION =
            Pattern.compile("location (=|~) (\\S+)\\s*\\{[^}]*?proxy_pass \\$(\\w+);", Pattern.DOTALL);
    private static final Pattern INGRESS_PATH =
            Pattern.compile("- path: (\\S+)\\n.*\\n\\s+backend: \\{ service: \\{ name: (\\w+)-service");

    private record Line(Pattern path, Upstream upstream) {}

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
        Matcher found = LOCATION.matcher(Files.readString(Path.of("..", "compose", "nginx.conf")));
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
        Matcher found = INGRESS_PATH.matcher(Files.readString(Path.of("..", "k8s", "ingress.yaml")));
        while (found.find()) {
            lines.add(new Line(Pattern.compile(found.group(1)), upstream(found.group(2))));
        }
        lines.sort(Comparator.comparingInt(line -> -line.path().pattern().length()));
        return lines;
    }

    private static Upstream upstream(String service) {
        return Upstream.valueOf(service.toUpperCase(Locale.ROOT));
    }
}
