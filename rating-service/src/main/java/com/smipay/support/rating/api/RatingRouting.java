package com.smipay.support.rating.api;

import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.Documents;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.peer.InternalEvents;
import com.smipay.support.kit.security.ServiceCredential;
import io.helidon.webserver.http.HttpRouting;

/// Which path leads where (`architecture.md`, Who serves what).
///
/// @param events takes what peers tell
public record RatingRouting(
        CaughtUpGate gate,
        UserSideGuards guards,
        RatingEndpoint rating,
        ServiceCredential credential,
        EventHandler events,
        StateEndpoints states) {
    /// The listener behind the ingress.
    public void fillPublic(HttpRouting.Builder routing) {
        routing.addFilter(gate);
        guards.addTo(routing);
        Endpoints endpoints = new Endpoints(routing);
        rating.mount(endpoints);
        endpoints.get("/openapi/rating", Documents.of("/openapi/rating"));
        endpoints.nothingElse();
    }

    /// The peers' calls, beside health and metrics.
    public void fillInternal(HttpRouting.Builder routing) {
        routing.addFilter(new ServiceCredentialGuard(credential));
        routing.register(InternalEvents.PATH, new InternalEvents(events));
        states.mount(new Endpoints(routing));
    }
}
