package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;

/// The calls of a chat's user (`live-chat-api.md`, User side).
public record ChatEndpoints(
        ChatSendEndpoint send,
        GuestSendEndpoint sendAsGuest,
        ChatEndpoint chat,
        MarkChatReadEndpoint markRead,
        RateChatEndpoint rate) {
    void mount(Endpoints endpoints) {
        send.mount(endpoints);
        sendAsGuest.mount(endpoints);
        chat.mount(endpoints);
        markRead.mount(endpoints);
        rate.mount(endpoints);
    }
}
