package com.smipay.support.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A collector of traces, which reads what services export by OpenTelemetry's own definitions. Safe for all threads.
public final class TraceCollector implements AutoCloseable {
    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// One step of a trace, as it was told.
    ///
    /// @param service who told it
    public record Step(String service, Span span) {
        public String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        /// Empty where nothing led to it.
        public String parent() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        /// Who did what, for example `ticket-service CLIENT POST messaging`.
        public String what() {
            return service + " " + span.getKind().name().replace("SPAN_KIND_", "") + " " + span.getName();
        }
    }

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector start() {
        try {
            TraceCollector collector = new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        boolean isZipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream body = exchange.getRequestBody();
        ExportTraceServiceRequest.parseFrom(isZipped ? new GZIPInputStream(body) : body).getResourceSpansList().stream()
                .flatMap(TraceCollector::stepsOf)
                .forEach(steps::add);
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Stream<Step> stepsOf(ResourceSpans told) {
        String service = told.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        return told.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> new Step(service, span));
    }

    /// What `tracing.otlp-endpoint` is to name.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Everything so far, in the order in which it came.
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /// Those of one trace.
    public List<Step> steps(String trace) {
        return steps.stream().filter(step -> step.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
