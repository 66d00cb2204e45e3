package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.RequestMeter;
import com.smipay.support.kit.telemetry.TraceSpan;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Opens the scope of a request: its id is taken over or made, returned, logged, and travels on (`decisions.md` 9).
/// The access line names method, path, status and time; a query string is never logged (`decisions.md` 12). Probes have
/// theirs at debug, for they come all the time. The same time and status are measured by route.
public final class CorrelationFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final HeaderName REQUEST_ID = HeaderNames.create(Headers.REQUEST_ID);
    private static final HeaderName TRACEPARENT = HeaderNames.create(Headers.TRACEPARENT);

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        String traceparent = req.headers().first(TRACEPARENT).orElse(null);
        if (Probes.isProbe(req)) {
            answer(chain, req, res, Correlation.of(requestId(req), traceparent));
            return;
        }
        String method = RequestMeter.method(req.prologue().method().text());
        try (TraceSpan span = TraceSpan.start(SpanKind.SERVER, method, traceparent)) {
            span.put("http.request.method", method);
            // Until it is answered: what ends a connection is thrown.
            span.fail();
            answer(chain, req, res, Correlation.within(span, requestId(req)));
            req.context().get(RequestMeter.Route.class).ifPresent(route -> {
                span.rename(method + " " + route.path());
                span.put("http.route", route.path());
            });
            span.put("http.response.status_code", res.status().code());
            if (res.status().family() != Status.Family.SERVER_ERROR) {
                span.succeed();
            }
        }
    }

    private static @Nullable String requestId(RoutingRequest req) {
        return req.headers().first(REQUEST_ID).orElse(null);
    }

    private static void answer(FilterChain chain, RoutingRequest req, RoutingResponse res, Correlation correlation) {
        res.header(REQUEST_ID, correlation.requestId());
        // Taken now: inside of a mounted service the request's path is the rest behind the mount.
        String path = req.path().rawPath();
        correlation.run(() -> {
            long start = System.nanoTime();
            try {
                chain.proceed();
            } finally {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                RequestMeter.record(
                        req.prologue().method().text(),
                        req.context().get(RequestMeter.Route.class).orElse(null),
                        res.status().code(),
                        took);
                LOG.atLevel(Probes.isProbe(req) ? Level.DEBUG : Level.INFO)
                        .log(
                                "{} {} {} {} ms",
                                req.prologue().method(),
                                path,
                                res.status().code(),
                                took.toMillis());
            }
        });
    }
}
