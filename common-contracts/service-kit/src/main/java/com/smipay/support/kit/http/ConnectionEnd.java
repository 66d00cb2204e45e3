package com.smipay.support.kit.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Ends the connection after the answer where the client asked for that (`Connection: close`). The server alone says
/// so in its answer and then waits for the next request, so a client that reads to the end would wait for the idle
/// timeout.
public final class ConnectionEnd implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        chain.proceed();
        if (res.isSent() && isLast(req)) {
            if (req.content().hasEntity()) {
                // Bounded by the listener's largest body. A close with unread bytes would reset the line.
                req.content().consume();
            }
            throw new CloseConnectionException("The client asked for it");
        }
    }

    private static boolean isLast(RoutingRequest req) {
        return req.headers()
                .first(HeaderNames.CONNECTION)
                .map(words -> words.trim().equalsIgnoreCase("close"))
                .orElse(false);
    }
}
