package com.smipay.support.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.testkit.OneServerAtATime;
import com.sun.net.httpserver.HttpServer;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a collector gets, which reads OpenTelemetry's own protocol by its own definitions.
@OneServerAtATime
class TracingTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            received.add(ExportTraceServiceRequest.parseFrom(
                    isZipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
    }

    @Test
    void stepsOfOneTraceAreSentWithTheirParents() {
        try (Tracing tracing = Tracing.start(address(), 1, "ticket-service")) {
            try (TraceSpan request = TraceSpan.start(SpanKind.SERVER, "POST", PARENT)) {
                request.rename("POST /api/v1/support/request-support");
                request.put("http.response.status_code", 201);
                TraceSpan.start(SpanKind.PRODUCER, "publish support.tickets.v1", request.traceparent())
                        .close();
            }
        }

        List<Span> spans = spans();
        Span publish = spans.getFirst();
        Span request = spans.getLast();
        assertThat(spans)
                .hasSize(2)
                .allSatisfy(span ->
                        assertThat(hex(span.getTraceId().toByteArray())).isEqualTo("0af7651916cd43dd8448eb211c80319c"));
        assertThat(request.getName()).isEqualTo("POST /api/v1/support/request-support");
        assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
        assertThat(publish.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(received.getFirst().getResourceSpans(0).getResource().getAttributesList())
                .anyMatch(attribute -> attribute.getKey().equals("service.name")
                        && attribute.getValue().getStringValue().equals("ticket-service"));
    }

    @Test
    void whatTheCallerDoesNotSampleIsNotSentAndGoesOnUnsampled() {
        try (Tracing tracing = Tracing.start(address(), 1, "ticket-service");
                TraceSpan request = TraceSpan.start(SpanKind.SERVER, "POST", UNSAMPLED)) {
            assertThat(request.traceparent())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                    .endsWith("-00");
        }
        assertThat(received).isEmpty();
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

    private List<Span> spans() {
        return received.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
