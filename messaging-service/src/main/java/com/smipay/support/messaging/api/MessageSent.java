package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.store.SentMessage;
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
            @JsonProperty("createdAt") Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {
        static Message of(SentMessage sent) {
            Draft draft = sent.draft();
            return new Message(
                    draft.id(),
                    draft.message(),
                    draft.isFromUser(),
                    sent.written().senderName(),
                    draft.senderEmail(),
                    null,
                    sent.written().envelope().time(),
                    draft.clientId());
        }
    }

    static Envelope<MessageSent> answer(SentMessage sent) {
        return Envelope.of(
                "Message sent",
                new MessageSent(
                        sent.conversation().ticket().number(),
                        sent.conversation().id(),
                        Message.of(sent)));
    }
}
