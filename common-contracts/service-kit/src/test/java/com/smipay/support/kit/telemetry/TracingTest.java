package com.smipay.support.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TraceCollector;
import com.smipay.support.testkit.TraceCollector.Step;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.opentelemetry.api.trace.SpanKind;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a collector gets.
@OneServerAtATime
class TracingTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final TraceCollector collector = TraceCollector.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void stepsOfOneTraceAreSentWithTheirParents() {
        try (Tracing tracing = Tracing.start(collector.address(), 1, "ticket-service")) {
            try (TraceSpan request = TraceSpan.start(SpanKind.SERVER, "POST", PARENT)) {
                request.rename("POST /api/v1/support/request-support");
                request.put("http.response.status_code", 201);
                TraceSpan.start(SpanKind.PRODUCER, "publish support.tickets.v1", request.traceparent())
                        .close();
            }
        }

        List<Step> steps = collector.steps();
        Step publish = steps.getFirst();
        Step request = steps.getLast();
        assertThat(steps)
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c"));
        assertThat(request.what()).isEqualTo("ticket-service SERVER POST /api/v1/support/request-support");
        assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(publish.what()).isEqualTo("ticket-service PRODUCER publish support.tickets.v1");
        assertThat(publish.parent()).isEqualTo(request.id());
    }

    @Test
    void whatTheCallerDoesNotSampleIsNotSentAndGoesOnUnsampled() {
        try (Tracing tracing = Tracing.start(collector.address(), 1, "ticket-service");
                TraceSpan request = TraceSpan.start(SpanKind.SERVER, "POST", UNSAMPLED)) {
            assertThat(request.traceparent())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                    .endsWith("-00");
        }
        assertThat(collector.steps()).isEmpty();
    }

    @Test
    void withoutACollectorEveryStepIsAChildOfTheOneBefore() {
        try (TraceSpan request = TraceSpan.start(SpanKind.SERVER, "POST", PARENT)) {
            request.put("a", "b").fail();
            assertThat(request.traceparent())
                    .matches("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01")
                    .isNotEqualTo(PARENT)
                    .isEqualTo(request.traceparent());
        }
    }

    @Test
    void aCollectorThatIsAwayKeepsNobodyWaiting() {
        long began = System.nanoTime();
        try (Tracing tracing = Tracing.start(URI.create("http://127.0.0.1:1"), 1, "ticket-service")) {
            for (int i = 0; i < 10_000; i++) {
                TraceSpan.start(SpanKind.SERVER, "GET", null).close();
            }
            assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void settingsSayWhetherAndHowMuch() {
        assertThat(Tracing.start(settings("", "1.0"), "x")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> Tracing.start(settings("http://127.0.0.1:1", "2"), "x"))
                .withMessage("Setting tracing.sample-ratio must be a number from 0 to 1");
    }

    private static Settings settings(String endpoint, String ratio) {
        return new Settings(Config.just(
                ConfigSources.create(Map.of("tracing.otlp-endpoint", endpoint, "tracing.sample-ratio", ratio))));
    }
}
