package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;

/// What agents do with chats (`live-chat-api.md`, Admin side).
public record AgentEndpoints(
        ClaimEndpoint claim,
        ChatReplyEndpoint reply,
        CloseEndpoint close,
        HandoverEndpoint handover,
        HandoverResponseEndpoint respond,
        CreateTicketEndpoint createTicket) {
    void mount(Endpoints endpoints) {
        claim.mount(endpoints);
        reply.mount(endpoints);
        close.mount(endpoints);
        handover.mount(endpoints);
        respond.mount(endpoints);
        createTicket.mount(endpoints);
    }
}
