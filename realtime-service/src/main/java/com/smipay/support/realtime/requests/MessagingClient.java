package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import com.smipay.support.realtime.requests.Conversations.JoinQuestion;
import com.smipay.support.realtime.requests.Conversations.ReadAnswer;
import com.smipay.support.realtime.requests.Conversations.ReadQuestion;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the messaging service, by its internal calls. Blocks within the bounds of the client below: what can't be
/// asked now is `UNAVAILABLE`. Never throws. Safe for all threads but event loops.
public final class MessagingClient {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingClient.class);
    /// What a client may be told as it stands; anything else is between the services.
    private static final Set<String> PASSED_ON = Set.of("TICKET_NOT_FOUND", "VALIDATION_FAILED", "FORBIDDEN");

    private final PeerClient messaging;

    public MessagingClient(PeerClient messaging) {
        this.messaging = messaging;
    }

    Answer<JoinAnswer> join(UUID ticketId, JoinQuestion question) {
        return ask("/internal/conversations/" + ticketId + "/join", question, JoinAnswer.class);
    }

    Answer<ReadAnswer> markRead(UUID ticketId, ReadQuestion question) {
        return ask("/internal/conversations/" + ticketId + "/read", question, ReadAnswer.class);
    }

    private <T> Answer<T> ask(String path, Object question, Class<T> type) {
        return switch (messaging.post(path, encode(question))) {
            case PeerAnswer.Answered answered -> read(answered.status(), answered.body(), type);
            case PeerAnswer.Away away -> new Answer.Refused<>(Refusal.UNAVAILABLE);
        };
    }

    private static <T> Answer<T> read(int status, byte[] body, Class<T> type) {
        try {
            if (status == 200) {
                return new Answer.Given<>(Json.mapper().readValue(body, type));
            }
            ApiError error = Json.mapper().readValue(body, ApiError.class);
            if (PASSED_ON.contains(error.code())) {
                return new Answer.Refused<>(new Refusal(error.code(), error.message()));
            }
            LOG.warn("The messaging service answered {} {}", status, error.code());
        } catch (JacksonException e) {
            LOG.warn("The messaging service answered {} with something else than agreed", status);
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't fail to be read", e);
        }
        return new Answer.Refused<>(Refusal.UNAVAILABLE);
    }

    private static byte[] encode(Object question) {
        try {
            return Json.mapper().writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A question that JSON can't carry", e);
        }
    }
}
