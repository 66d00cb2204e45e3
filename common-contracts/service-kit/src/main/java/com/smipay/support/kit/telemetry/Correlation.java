package com.smipay.support.kit.telemetry;

import com.github.f4b6a3.uuid.UuidCreator;
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
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// What ties together everything that one request causes: its request id and its trace (`decisions.md` 9). In scope
/// while the request, or the record that it led to, is handled; every log line written there carries both.
///
/// @param requestId as the caller gave it, or made here
/// @param traceparent W3C trace context, always valid
public record Correlation(String requestId, String traceparent) {
    private static final ScopedValue<Correlation> CURRENT = ScopedValue.newInstance();
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final String TRACEPARENT = "traceparent";

    /// Takes over what the caller sent where it is acceptable, and makes the rest.
    public static Correlation of(@Nullable String requestId, @Nullable String traceparent) {
        String id = requestId != null && ACCEPTABLE_ID.matcher(requestId).matches()
                ? requestId
                : UuidCreator.getTimeOrderedEpoch().toString();
        return new Correlation(id, childOf(traceparent));
    }

    /// What is in scope now, or a new one.
    public static Correlation current() {
        return CURRENT.isBound() ? CURRENT.get() : of(null, null);
    }

    public <T extends @Nullable Object> T call(Supplier<T> work) {
        String traceId = traceparent.substring(3, 35);
        try (MDC.MDCCloseable id = MDC.putCloseable("request_id", requestId);
                MDC.MDCCloseable trace = MDC.putCloseable("trace_id", traceId)) {
            return ScopedValue.where(CURRENT, this).call(work::get);
        }
    }

    public void run(Runnable work) {
        this.<@Nullable Void>call(() -> {
            work.run();
            return null;
        });
    }

    private static String childOf(@Nullable String traceparent) {
        Context extracted = W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent), FROM_MAP);
        SpanContext parent = Span.fromContext(extracted).getSpanContext();
        SpanContext span = SpanContext.create(
                parent.isValid() ? parent.getTraceId() : hex(2),
                hex(1),
                parent.isValid() ? parent.getTraceFlags() : TraceFlags.getSampled(),
                TraceState.getDefault());
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
