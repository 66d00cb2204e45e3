package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.messaging.store.SentMessage;
import java.util.UUID;

/// What a message to a chat that was there already is answered with: the message as in `add-message`.
record ChatMessageSent(
        UUID conversationId,
        MessageSent.Message message,
        @JsonProperty("is_new") boolean isNew) {
    static final String SENT = "Message sent";

    static Envelope<ChatMessageSent> answer(SentMessage sent) {
        return Envelope.of(SENT, new ChatMessageSent(sent.conversation().id(), MessageSent.Message.of(sent), false));
    }
}
