package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.CrossOrigin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;

/// Lets the dashboard's origins read answers ([CrossOrigin]), and answers its preflights, for whatever path.
///
/// (Helidon's CorsSupport answers a foreign origin with an empty 403, which is not the one error shape.)
public final class CorsFilter implements Filter {
    /// What this request's origin was granted: kept with the request, because an error handler starts from bare
    /// headers.
    record Granted(Map<String, String> fields) {
        void writeTo(ServerResponse res) {
            fields.forEach((name, value) -> res.header(HeaderNames.create(name), value));
        }
    }

    private final CrossOrigin crossOrigin;

    public CorsFilter(CrossOrigin crossOrigin) {
        this.crossOrigin = crossOrigin;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        String origin = req.headers().first(HeaderNames.ORIGIN).orElse(null);
        Granted granted = new Granted(crossOrigin.answer(origin));
        req.context().register(granted);
        granted.writeTo(res);
        boolean preflight = req.prologue().method().equals(Method.OPTIONS)
                && req.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        if (origin != null && preflight && crossOrigin.allows(origin)) {
            String asked = req.headers()
                    .first(HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)
                    .orElse(null);
            new Granted(crossOrigin.preflight(origin, asked)).writeTo(res);
            res.status(Status.NO_CONTENT_204).send();
        } else {
            chain.proceed();
        }
    }
}
