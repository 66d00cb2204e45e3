package com.smipay.support.local.gateway;

import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import java.util.Collections;
import java.util.Iterator;

/// Any instance will do for any request, so no cookie is asked where to go: a client must not choose the instance, nor
/// break a request with a cookie that can't be parsed.
final class CookieBlindProxyClient extends LoadBalancingProxyClient {
    CookieBlindProxyClient(HostSelector selector) {
        super(UndertowClient.getInstance(), null, selector);
    }

    @Override
    protected Iterator<CharSequence> parseRoutes(HttpServerExchange exchange) {
        return Collections.emptyIterator();
    }
}
