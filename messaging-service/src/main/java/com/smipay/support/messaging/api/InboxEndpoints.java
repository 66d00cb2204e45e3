package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;

/// What agents and users read of chats: lists, a chat with its notes, who is there.
public record InboxEndpoints(
        OwnChatsEndpoint ownChats, ChatListEndpoint list, AdminChatEndpoint detail, AgentsEndpoint agents) {
    void mount(Endpoints endpoints) {
        ownChats.mount(endpoints);
        list.mount(endpoints);
        detail.mount(endpoints);
        agents.mount(endpoints);
    }
}
