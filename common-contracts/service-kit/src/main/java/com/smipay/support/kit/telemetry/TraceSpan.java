package com.smipay.support.kit.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/// One step of a trace, from its start until it is closed: a request that is answered, a call of a peer, a record that
/// is published or applied, a push. Where traces are not exported ([Tracing]) it is a name for the next step's
/// parent, and nothing else. For one thread at a time.
public final class TraceSpan implements AutoCloseable {
    private final @Nullable String parent;
    private final @Nullable Span span;
    private @Nullable String traceparent;

    private TraceSpan(@Nullable String parent, @Nullable Span span) {
        this.parent = parent;
        this.span = span;
    }

    /// @param parent W3C trace context of the step that led here; null where nothing did
    public static TraceSpan start(SpanKind kind, String name, @Nullable String parent) {
        return new TraceSpan(parent, Tracing.start(kind, name, parent));
    }

    /// W3C trace context for the steps that this one leads to.
    public String traceparent() {
        String known = traceparent;
        if (known == null) {
            known = span == null ? TraceContext.childOf(parent) : TraceContext.of(span.getSpanContext());
            traceparent = known;
        }
        return known;
    }

    public void rename(String name) {
        if (span != null) {
            span.updateName(name);
        }
    }

    /// @param key by OpenTelemetry's semantic conventions
    /// @param value never a text, name or number of a person
    public TraceSpan put(String key, String value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    public TraceSpan put(String key, long value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    public void fail() {
        if (span != null) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    /// After it was taken for failed.
    public void succeed() {
        if (span != null) {
            span.setStatus(StatusCode.OK);
        }
    }

    @Override
    public void close() {
        if (span != null) {
            span.end();
        }
    }
}
