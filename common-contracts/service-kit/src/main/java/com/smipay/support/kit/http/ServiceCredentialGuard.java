package com.smipay.support.kit.http;

import com.smipay.support.kit.security.ServiceCredential;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// On the internal listener: peers show the service credential; health and metrics need none.
public final class ServiceCredentialGuard implements Filter {
    private final ServiceCredential credential;

    public ServiceCredentialGuard(ServiceCredential credential) {
        this.credential = credential;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (req.path().path().startsWith("/internal/") && !isPeer(req)) {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, Problem.unauthenticated("The service credential is required"));
        } else {
            chain.proceed();
        }
    }

    private boolean isPeer(RoutingRequest req) {
        return req.headers()
                .first(HeaderNames.AUTHORIZATION)
                .map(credential::matches)
                .orElse(false);
    }
}
