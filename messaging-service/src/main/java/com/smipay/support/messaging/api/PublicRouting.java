package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.Documents;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.UserSideGuards;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/// The listener behind the ingress.
public record PublicRouting(
        CaughtUpGate gate,
        UserSideGuards guards,
        ConversationEndpoint conversation,
        AddMessageEndpoint addMessage,
        MarkReadEndpoint markRead,
        ReplyEndpoint reply,
        ChatEndpoints chats,
        AgentEndpoints agents,
        InboxEndpoints inbox) {
    /// What a guest may call, and what is limited for that (`decisions.md` 15).
    public static final List<String> WITHOUT_TOKEN = List.of(
            ConversationEndpoint.PATH,
            AddMessageEndpoint.PATH,
            MarkReadEndpoint.PATH,
            GuestSendEndpoint.PATH,
            ChatEndpoint.PATH,
            MarkChatReadEndpoint.PATH);

    public void fill(HttpRouting.Builder routing) {
        routing.addFilter(gate);
        guards.addTo(routing);
        Endpoints endpoints = new Endpoints(routing);
        conversation.mount(endpoints);
        addMessage.mount(endpoints);
        markRead.mount(endpoints);
        inbox.mount(endpoints);
        reply.mount(endpoints);
        chats.mount(endpoints);
        agents.mount(endpoints);
        endpoints.get("/openapi/messaging", Documents.of("/openapi/messaging"));
        endpoints.nothingElse();
    }
}
