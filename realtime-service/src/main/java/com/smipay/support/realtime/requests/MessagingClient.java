package com.smipay.support.realtime.requests;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.Conversations.ChatJoin;
import com.smipay.support.realtime.requests.Conversations.ChatRead;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import com.smipay.support.realtime.requests.Conversations.JoinQuestion;
import com.smipay.support.realtime.requests.Conversations.ReadAnswer;
import com.smipay.support.realtime.requests.Conversations.ReadQuestion;
import com.smipay.support.realtime.requests.Conversations.TicketJoin;
import com.smipay.support.realtime.requests.Conversations.TicketRead;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the messaging service, by its internal calls. Blocks within the bounds of the client below: what can't be
/// asked now is `UNAVAILABLE`. Never throws. Safe for all threads but event loops.
public final class MessagingClient {
    private static final Logger LOG = LoggerFactory.getLogger(MessagingClient.class);
    /// What a client may be told as it stands; anything else is between the services.
    private static final Set<String> PASSED_ON =
            Set.of("TICKET_NOT_FOUND", "CONVERSATION_NOT_FOUND", "VALIDATION_FAILED", "FORBIDDEN");

    private final PeerClient messaging;

    public MessagingClient(PeerClient messaging) {
        this.messaging = messaging;
    }

    Answer<JoinAnswer> join(Place place, JoinQuestion question) {
        Class<? extends JoinAnswer> type = switch (place.door()) {
            case TICKET -> TicketJoin.class;
            case CONVERSATION -> ChatJoin.class;
        };
        return ask(place, "join", question, type);
    }

    Answer<ReadAnswer> markRead(Place place, ReadQuestion question) {
        Class<? extends ReadAnswer> type = switch (place.door()) {
            case TICKET -> TicketRead.class;
            case CONVERSATION -> ChatRead.class;
        };
        return ask(place, "read", question, type);
    }

    private <T> Answer<T> ask(Place place, String what, Object question, Class<? extends T> type) {
        String path = pathOf(place.door()) + place.id() + "/" + what;
        return switch (messaging.post(path, encode(question))) {
            case PeerAnswer.Answered answered -> read(answered.status(), answered.body(), type);
            case PeerAnswer.Away away -> new Answer.Refused<>(Refusal.UNAVAILABLE);
        };
    }

    private static String pathOf(Door door) {
        return switch (door) {
            case TICKET -> "/internal/conversations/";
            case CONVERSATION -> "/internal/chats/";
        };
    }

    private static <T> Answer<T> read(int status, byte[] body, Class<? extends T> type) {
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
