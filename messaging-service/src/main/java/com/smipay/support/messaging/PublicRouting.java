package com.smipay.support.messaging;

import com.smipay.support.kit.http.CorsFilter;
import com.smipay.support.kit.http.Documents;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.messaging.posting.AddMessageEndpoint;
import com.smipay.support.messaging.reading.ConversationEndpoint;
import com.smipay.support.messaging.reading.MarkReadEndpoint;
import com.smipay.support.messaging.replying.ReplyEndpoint;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/// The listener behind the ingress.
record PublicRouting(
        List<String> origins,
        ConversationEndpoint conversation,
        AddMessageEndpoint addMessage,
        MarkReadEndpoint markRead,
        ReplyEndpoint reply) {
    void fill(HttpRouting.Builder routing) {
        routing.addFilter(new CorsFilter(origins));
        routing.addFilter(new SecurityHeadersGuard());
        Endpoints endpoints = new Endpoints(routing);
        conversation.mount(endpoints);
        addMessage.mount(endpoints);
        markRead.mount(endpoints);
        reply.mount(endpoints);
        endpoints.get("/openapi/messaging", Documents.yaml("/openapi/messaging.yaml"));
        endpoints.nothingElse();
    }
}
