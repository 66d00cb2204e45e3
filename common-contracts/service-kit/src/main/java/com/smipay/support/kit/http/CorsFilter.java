package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets the dashboard's origins read answers. A foreign origin gets no CORS header, and so its browser shows it
/// nothing.
/// (Helidon's CorsSupport answers a foreign origin with an empty 403, which is not the one error shape.)
public final class CorsFilter implements Filter {
    private static final String METHODS = "GET, POST, PUT";
    private static final String EXPOSED =
            String.join(", ", Headers.REQUEST_ID, Headers.IDEMPOTENT_REPLAYED, Headers.RETRY_AFTER);
    private static final HeaderName REQUESTED_METHOD = HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;

    /// What this request's origin was granted: kept with the request, because an error handler starts from bare
    /// headers.
    record Granted(Optional<String> origin) {
        void writeTo(ServerResponse res) {
            res.header(HeaderNames.VARY, "Origin");
            origin.ifPresent(o -> res.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, o)
                    .header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED));
        }
    }

    private final Set<String> origins;

    /// @param origins `scheme://host[:port]`, exactly as browsers send them
    public CorsFilter(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        Optional<String> origin = req.headers().first(HeaderNames.ORIGIN).filter(origins::contains);
        Granted granted = new Granted(origin);
        req.context().register(granted);
        granted.writeTo(res);
        boolean preflight = req.prologue().method().equals(Method.OPTIONS)
                && req.headers().contains(REQUESTED_METHOD)
                && origin.isPresent();
        if (preflight) {
            res.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            req.headers()
                    .first(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)
                    .ifPresent(asked -> res.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked));
            res.header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "3600");
            res.status(Status.NO_CONTENT_204).send();
        } else {
            chain.proceed();
        }
    }
}
