package com.smipay.support.messaging.posting;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.http.Envelope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The answer's `data` (`support-api.md` §4), with the time spelt as its sample spells it.
record MessageSent(String ticketNumber, UUID ticketId, Message message) {
    record Message(
            UUID id,
            String message,
            boolean isFromUser,
            @Nullable String senderName,
            @Nullable String senderEmail,
            @Nullable Object attachments,
            @JsonProperty("createdAt") Instant createdAt) {}

    static Envelope<MessageSent> answer(MessageEvent.Posted posted) {
        MessageState message = posted.message();
        return Envelope.of(
                "Message sent",
                new MessageSent(
                        posted.conversation().ticketNumber(),
                        posted.ticketId(),
                        new Message(
                                message.id(),
                                message.message(),
                                message.isFromUser(),
                                message.senderName(),
                                message.senderEmail(),
                                null,
                                message.createdAt())));
    }
}
