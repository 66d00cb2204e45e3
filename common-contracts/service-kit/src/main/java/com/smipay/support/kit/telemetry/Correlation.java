package com.smipay.support.kit.telemetry;

import com.github.f4b6a3.uuid.UuidCreator;
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

    /// Takes over what the caller sent where it is acceptable, and makes the rest.
    public static Correlation of(@Nullable String requestId, @Nullable String traceparent) {
        return new Correlation(id(requestId), TraceContext.childOf(traceparent));
    }

    /// The same, within a step of the trace.
    public static Correlation within(TraceSpan span, @Nullable String requestId) {
        return new Correlation(id(requestId), span.traceparent());
    }

    private static String id(@Nullable String requestId) {
        return requestId != null && ACCEPTABLE_ID.matcher(requestId).matches()
                ? requestId
                : UuidCreator.getTimeOrderedEpoch().toString();
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
}
