package com.smipay.support.ticket.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.json.Timestamps;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a message to the messaging service, which decides about it, and takes over what became of it, so that this
/// service's reader sees it at once (`architecture.md`, Calls between services). The caller bounds how many do both at
/// once, because what messaging answers is held in whole. Safe for all threads.
public final class FollowUp {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUp.class);

    /// What messaging said.
    public sealed interface Sent {
        /// @param answer JSON, to be taken over
        @SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each would only cost.
        record Accepted(byte[] answer) implements Sent {}

        /// To be passed on.
        ///
        /// @param status of HTTP
        /// @param body in the error shape
        record Refused(int status, JsonNode body) implements Sent {
            private static final int CONFLICT = 409;
            private static final int FAULT = 500;

            /// Whether nothing came of the message, and nothing of the same key is under way.
            boolean isFinal() {
                return status < FAULT && status != CONFLICT;
            }
        }
    }

    /// A message that stands in its ticket.
    ///
    /// @param ticket with its conversation, as messaging shows it to users and as it stands now
    /// @param replayed whether it is the first answer to an earlier request
    public record Added(ObjectNode ticket, boolean replayed) {}

    private final PeerClient messaging;
    private final IdempotentExecutor idempotent;
    private final EventHandler projector;
    private final Consumer<EventEnvelope> publish;

    /// @param idempotent of this service: a key counts for openings and follow-ups alike (`decisions.md` 55)
    /// @param publish gives the peers what the message made this service decide; nobody else will before Kafka does
    public FollowUp(
            PeerClient messaging,
            IdempotentExecutor idempotent,
            EventHandler projector,
            Consumer<EventEnvelope> publish) {
        this.messaging = messaging;
        this.idempotent = idempotent;
        this.projector = projector;
        this.publish = publish;
    }

    /// @param number of the ticket, in upper case
    /// @throws UnavailableException while messaging is away; a retry with the same key is safe then
    public Sent send(String number, MessageCall call, Optional<IdempotencyKey> key) {
        boolean reserved = key.map(idempotent::reserve).orElse(false);
        Sent sent = send(number, call);
        if (reserved && sent instanceof Sent.Refused refused && refused.isFinal()) {
            key.ifPresent(idempotent::release);
        }
        return sent;
    }

    private Sent send(String number, MessageCall call) {
        return switch (messaging.post("/internal/conversations/" + number + "/messages", bytes(call))) {
            case PeerAnswer.Answered answered ->
                answered.isSuccess()
                        ? new Sent.Accepted(answered.body())
                        : new Sent.Refused(answered.status(), tree(answered.body()));
            case PeerAnswer.Away away -> throw new UnavailableException("Messaging is away: " + away.reason());
        };
    }

    /// @throws UnavailableException for what is no conversation
    public Added takeOver(Sent.Accepted accepted) {
        JsonNode answer = tree(accepted.answer());
        if (!(answer.get("data") instanceof ObjectNode ticket)
                || !answer.path("event").isObject()) {
            LOG.error("Messaging took a message and answered what is no conversation");
            throw new UnavailableException("Messaging answered what is no conversation");
        }
        for (EventEnvelope decided : apply(answer.get("event"))) {
            publish.accept(decided);
            EventCodec.decode(decided, TicketEvent.class).ifPresent(event -> bringUpToDate(ticket, event.ticket()));
        }
        return new Added(ticket, answer.path("replayed").asBoolean());
    }

    /// The message is accepted: whatever fails here, Kafka brings it again.
    private List<EventEnvelope> apply(JsonNode event) {
        try {
            ObjectNode list = Json.mapper().createObjectNode();
            list.putArray("events").add(event);
            return EventList.decode(bytes(list)).stream()
                    .flatMap(envelope -> projector.apply(envelope).stream())
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

    private static byte[] bytes(Object json) {
        try {
            return Json.mapper().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A call that JSON can't carry", e);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            LOG.error("Messaging answered with what is no JSON");
            throw new UnavailableException("Messaging answered with what is no JSON");
        }
    }
}
