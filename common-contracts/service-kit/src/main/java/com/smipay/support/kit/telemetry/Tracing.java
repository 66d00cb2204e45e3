package com.smipay.support.kit.telemetry;

import com.smipay.support.kit.config.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends the steps of traces to a collector by OTLP over HTTP, in the background and a few at a time. What it can't
/// take is dropped, and no request waits for it. One for the process, as OpenTelemetry has it.
public final class Tracing implements AutoCloseable {
    private static final Duration SEND_LIMIT = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 4_096;
    private static volatile @Nullable Tracer tracer;

    private final SdkTracerProvider provider;

    private Tracing(SdkTracerProvider provider) {
        this.provider = provider;
    }

    /// Begins to export, where `tracing.otlp-endpoint` names a collector.
    ///
    /// @param service its name in traces
    /// @return empty where none is named
    /// @throws IllegalStateException where the address is none, or the ratio is not between 0 and 1
    public static Optional<Tracing> start(Settings settings, String service) {
        URI collector = settings.optionalAddress("tracing.otlp-endpoint");
        return collector == null
                ? Optional.empty()
                : Optional.of(start(collector, settings.ratio("tracing.sample-ratio"), service));
    }

    static Tracing start(URI collector, double ratio, String service) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector.toString().replaceAll("/+$", "") + "/v1/traces")
                                .setTimeout(SEND_LIMIT)
                                .build())
                        .setMaxQueueSize(MOST_WAITING)
                        .build())
                .build();
        tracer = provider.get("support-desk");
        return new Tracing(provider);
    }

    static @Nullable Span start(SpanKind kind, String name, @Nullable String parent) {
        Tracer current = tracer;
        return current == null
                ? null
                : current.spanBuilder(name)
                        .setParent(TraceContext.read(parent))
                        .setSpanKind(kind)
                        .startSpan();
    }

    /// Sends what waits.
    @Override
    public void close() {
        tracer = null;
        provider.shutdown().join(SEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
