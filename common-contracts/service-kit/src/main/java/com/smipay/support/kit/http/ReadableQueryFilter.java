package com.smipay.support.kit.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// A query whose escapes are broken is the client's fault, a 400 (`decisions.md` 2). The server reads queries when
/// somebody asks for them, and then throws whatever its decoder stumbled over: here it is asked in good time. An `&`
/// too many, or a name without a value, as builders of addresses leave them, is no fault.
public final class ReadableQueryFilter implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (isReadable(req)) {
            chain.proceed();
        } else {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, Problem.malformed("The query of the address is malformed"));
        }
    }

    private static boolean isReadable(RoutingRequest req) {
        if (req.query().isEmpty()) {
            return true;
        }
        try {
            req.query().names().forEach(name -> req.query().all(name));
            return true;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
