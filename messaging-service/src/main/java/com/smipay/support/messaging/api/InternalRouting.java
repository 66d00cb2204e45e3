package com.smipay.support.messaging.api;

import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.peer.InternalEvents;
import com.smipay.support.kit.privacy.ErasureEndpoint;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.security.ServiceCredential;
import io.helidon.webserver.http.HttpRouting;

/// The peers' calls, beside health and metrics.
public record InternalRouting(
        ServiceCredential credential,
        CaughtUpGate gate,
        EventHandler events,
        StateEndpoints states,
        ForwardedMessageEndpoint forwardedMessage,
        AdminConversationEndpoint adminConversation,
        JoinEndpoint join,
        InternalReadEndpoint markRead,
        ChatJoinEndpoint chatJoin,
        ChatReadEndpoint chatRead,
        PeopleEndpoints people,
        ErasureEndpoint erasure,
        ExportEndpoint export,
        ExportMessagesEndpoint exportMessages,
        PresenceEndpoint presence) {
    public void fill(HttpRouting.Builder routing) {
        routing.addFilter(new ServiceCredentialGuard(credential));
        routing.addFilter(gate);
        routing.register(InternalEvents.PATH, new InternalEvents(events));
        Endpoints endpoints = new Endpoints(routing);
        states.mount(endpoints);
        forwardedMessage.mount(endpoints);
        adminConversation.mount(endpoints);
        join.mount(endpoints);
        markRead.mount(endpoints);
        chatJoin.mount(endpoints);
        chatRead.mount(endpoints);
        people.mount(endpoints);
        erasure.mount(endpoints);
        export.mount(endpoints);
        exportMessages.mount(endpoints);
        presence.mount(endpoints);
    }
}
