package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Of several replicas those get requests that say they are ready.
final class GatewayReadinessTest extends GatewayFixture {
    private static final String PATH = "/api/v1/support/my-tickets";

    /// A replica and its internal listener, with the same name; whether it is ready is the test's to say.
    private record Replica(StubService external, Ready internal) implements AutoCloseable {
        static Replica start(String name) throws Exception {
            return new Replica(StubService.start(name), Ready.start());
        }

        Instance instance() {
            return new Instance(external.address(), internal.address());
        }

        @Override
        public void close() {
            external.close();
            internal.close();
        }
    }

    private Gateway before(Replica... replicas) {
        Map<Upstream, List<Instance>> all = new EnumMap<>(Upstream.class);
        services.forEach((upstream, service) -> all.put(upstream, List.of(new Instance(service.address(), null))));
        all.put(Upstream.TICKET, Arrays.stream(replicas).map(Replica::instance).toList());
        return Gateway.start(new GatewaySettings(0, all));
    }

    @Test
    void whoIsAboutToStopGetsNothingMoreAndIsBackWhenItIsReadyAgain() throws Exception {
        try (Replica one = Replica.start("one");
                Replica two = Replica.start("two");
                Gateway gateway = before(one, two)) {
            assertThat(answers(gateway)).contains("one", "two");

            one.internal().is(false);
            await().atMost(Duration.ofSeconds(10)).until(() -> !answers(gateway).contains("one"));
            one.external().received().clear();
            assertThat(answers(gateway)).containsOnly("two");
            assertThat(one.external().received()).isEmpty();

            one.internal().is(true);
            await().atMost(Duration.ofSeconds(10)).until(() -> answers(gateway).contains("one"));
        }
    }

    @Test
    void whereNobodyIsReadyTheyAreAskedAllTheSame() throws Exception {
        try (Replica one = Replica.start("one");
                Replica two = Replica.start("two");
                Gateway gateway = before(one, two)) {
            one.internal().is(false);
            two.internal().is(false);
            await().atMost(Duration.ofSeconds(10)).until(() -> one.internal().asked() > 3);

            assertThat(answers(gateway)).contains("one", "two");
        }
    }

    @Test
    void settingsSurviveTheCommandLine() {
        Map<Upstream, List<Instance>> all = new EnumMap<>(Upstream.class);
        for (Upstream upstream : Upstream.values()) {
            all.put(
                    upstream,
                    List.of(
                            new Instance(URI.create("http://a:1"), URI.create("http://a:2/health/ready")),
                            new Instance(URI.create("http://b:1"), null)));
        }
        GatewaySettings settings = new GatewaySettings(8080, all);

        assertThat(GatewaySettings.parse(settings.toArguments())).isEqualTo(settings);
    }

    private static List<String> answers(Gateway gateway) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> response = get(gateway, PATH);
            assertThat(response.statusCode()).isEqualTo(200);
            bodies.add(response.body());
        }
        return bodies;
    }
}
