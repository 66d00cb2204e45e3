package com.smipay.support.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// W3C trace context as text, read and written by OpenTelemetry.
final class TraceContext {
    private static final String TRACEPARENT = "traceparent";

    private TraceContext() {}

    /// A new step of that trace, or of a new one where there is none, or nobody can read it.
    static String childOf(@Nullable String traceparent) {
        SpanContext parent = Span.fromContext(read(traceparent)).getSpanContext();
        return of(SpanContext.create(
                parent.isValid() ? parent.getTraceId() : hex(2),
                hex(1),
                parent.isValid() ? parent.getTraceFlags() : TraceFlags.getSampled(),
                TraceState.getDefault()));
    }

    static Context read(@Nullable String traceparent) {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent), FROM_MAP);
    }

    static String of(SpanContext span) {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(Span.wrap(span)), headers, (carrier, key, value) -> {
                    if (carrier != null) {
                        carrier.put(key, value);
                    }
                });
        return String.valueOf(headers.get(TRACEPARENT));
    }

    private static String hex(int longs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < longs; i++) {
            text.append(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)));
        }
        return text.toString();
    }

    private static final TextMapGetter<Map<String, String>> FROM_MAP = new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // Still abstract in the interface.
        public Iterable<String> keys(Map<String, String> carrier) {
            return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };
}
