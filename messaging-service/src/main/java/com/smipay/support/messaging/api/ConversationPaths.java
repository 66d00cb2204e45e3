package com.smipay.support.messaging.api;

/// Where chats are found (`live-chat-api.md`).
final class ConversationPaths {
    static final String OF_USER = "/api/v1/support/conversations";
    static final String OF_ADMIN = "/api/v1/unified-admin/support/conversations";

    private ConversationPaths() {}
}
