package com.smipay.support.ticket.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.json.Timestamps;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a message to the messaging service, which decides about it, and takes over what became of it, so that this
/// service's reader sees it at once (`architecture.md`, Calls between services). Safe for all threads.
public final class FollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUp.class);
    private static final String ADDED = "Message added to your ticket";

    /// What messaging said, to be passed on.
    sealed interface Result {
        /// @param answer the conversation with its ticket as it stands now, as it is to be sent
        /// @param replayed whether it is the first answer to an earlier request
        @SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each would only cost.
        record Accepted(byte[] answer, boolean replayed) implements Result {}

        /// @param body in the error shape
        record Refused(int status, JsonNode body) implements Result {
            private static final int CONFLICT = 409;
            private static final int FAULT = 500;

            /// Whether nothing came of the message, and nothing of the same key is under way.
            boolean isFinal() {
                return status < FAULT && status != CONFLICT;
            }
        }
    }

    private record Answer(ObjectNode ticket, String message) {}

    private final AnswerBudget budget;
    private final PeerClient messaging;
    private final EventHandler projection;
    private final Consumer<EventEnvelope> tell;

    /// @param tell gives the peers what the message made this service decide; nobody else will before Kafka does
    public FollowUp(PeerClient messaging, EventHandler projection, Consumer<EventEnvelope> tell, AnswerBudget budget) {
        this.budget = budget;
        this.messaging = messaging;
        this.projection = projection;
        this.tell = tell;
    }

    /// @param number of the ticket, in upper case
    /// @throws Problem 503 while messaging is away; a retry with the same key is safe then
    Result post(String number, MessageCall call) {
        return switch (messaging.post("/internal/conversations/" + number + "/messages", Responses.bytes(call))) {
            case PeerAnswer.Answered answered ->
                answered.isSuccess()
                        ? budget.within(answered.body().length, () -> accepted(tree(answered)))
                        : new Result.Refused(answered.status(), tree(answered));
            case PeerAnswer.Away away -> throw Problem.unavailable();
        };
    }

    private Result accepted(JsonNode answer) {
        if (!(answer.get("data") instanceof ObjectNode ticket)
                || !answer.path("event").isObject()) {
            LOG.error("Messaging took a message and answered what is no conversation");
            throw Problem.unavailable();
        }
        for (EventEnvelope decided : apply(answer.get("event"))) {
            tell.accept(decided);
            if (EventCodec.decode(decided) instanceof Decoded.Known known
                    && known.event() instanceof TicketEvent event) {
                bringUpToDate(ticket, event.ticket());
            }
        }
        byte[] shown = Responses.bytes(Envelope.of(ADDED, new Answer(ticket, ADDED)));
        return new Result.Accepted(shown, answer.path("replayed").asBoolean());
    }

    /// The message is accepted: whatever fails here, Kafka brings it again.
    private List<EventEnvelope> apply(JsonNode event) {
        try {
            ObjectNode list = Json.mapper().createObjectNode();
            list.putArray("events").add(event);
            return EventList.decode(Responses.bytes(list)).stream()
                    .flatMap(envelope -> projection.apply(envelope).stream())
                    .toList();
        } catch (UnprocessableRecordException | DatabaseUnavailableException e) {
            LOG.warn("An accepted message could not be applied now: {}", e.getMessage());
            return List.of();
        }
    }

    /// Messaging answered before it could know what its message led to.
    private static void bringUpToDate(ObjectNode ticket, TicketState state) {
        ticket.put("status", state.status().wire());
        ticket.put("priority", state.priority().wire());
        // Not of a claim, which is no news (`decisions.md` 59).
        String updatedAt =
                Timestamps.format(state.statusChangedAt() == null ? state.updatedAt() : state.statusChangedAt());
        if (ticket.path("updated_at").asText().compareTo(updatedAt) < 0) {
            ticket.put("updated_at", updatedAt);
        }
    }

    private static JsonNode tree(PeerAnswer.Answered answered) {
        try {
            return Json.mapper().readTree(answered.body());
        } catch (IOException e) {
            LOG.error("Messaging answered {} with what is no JSON", answered.status());
            throw Problem.unavailable();
        }
    }
}
