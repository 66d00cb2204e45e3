package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.messaging.chat.OpenChat.Opened;
import com.smipay.support.messaging.domain.SupportIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What a message that began a chat is answered with.
record ChatOpened(
        UserConversation conversation,
        @JsonProperty("is_new") boolean isNew) {
    static Envelope<ChatOpened> answer(Opened opened, SupportIdentity support) {
        UserConversation conversation = UserConversation.of(opened.conversation(), List.of(opened.message()), support);
        return Envelope.of(ChatMessageSent.SENT, new ChatOpened(conversation, true));
    }

    /// Where the chat is read.
    static String address(String id) {
        return ConversationPaths.OF_USER + "/" + id;
    }

    /// The id in an answer that was given before.
    static String id(String answer) {
        try {
            return Json.mapper()
                    .readTree(answer)
                    .path("data")
                    .path("conversation")
                    .path("id")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException("An answer that was remembered is no JSON", e);
        }
    }
}
