package com.smipay.support.messaging.conversion;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.store.TicketBasis;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the ticket service for the ticket of a chat (`architecture.md`, Calls between services). The chat's id is the
/// ticket's, so that however often it is asked it makes one. Safe for all threads; calls block.
public final class TicketOpening {
    private static final Logger LOG = LoggerFactory.getLogger(TicketOpening.class);

    private final PeerClient tickets;

    public TicketOpening(PeerClient tickets) {
        this.tickets = tickets;
    }

    /// @param created whether the ticket that is there is this very attempt's
    /// @param event that tells of the ticket, in its newest state
    record Made(boolean created, EventEnvelope event) {}

    private record Question(
            UUID attempt,
            String subject,
            String description,
            SupportType supportType,
            @Nullable Priority priority,
            @Nullable String relatedTransactionId,
            Actor by,
            @Nullable String assignedTo,
            Owner owner,
            @Nullable Actor ownerByToken,
            @Nullable String guestProof,
            @Nullable String phoneNumber,
            @JsonRawValue String deviceMetadata,
            @Nullable String ipAddress,
            @Nullable String userAgent,
            MessageState firstMessage,
            Copied conversation) {}

    /// Of the conversation, what the ticket service keeps a copy of.
    private record Copied(
            long revision,
            long seq,
            long visibleCount,
            ConversationState.@Nullable NewestMessage newest,
            @Nullable Instant firstReplyAt,
            @Nullable Instant lastReplyAt,
            long readSeq,
            @Nullable Instant readAt) {
        static Copied of(ConversationState state) {
            return new Copied(
                    state.revision(),
                    state.seq(),
                    state.visibleCount(),
                    state.newest(),
                    state.firstReplyAt(),
                    state.lastReplyAt(),
                    state.readSeq(),
                    state.readAt());
        }
    }

    /// @throws UnavailableException when the ticket service can't be asked, or does not answer: it may have made the
    /// ticket
    Made open(TicketBasis basis, TicketDraft draft, Person agent, UUID attempt) {
        ConversationState state = basis.state();
        Question question = new Question(
                attempt,
                draft.subject(),
                draft.description(),
                draft.supportType(),
                draft.priority(),
                draft.relatedTransactionId(),
                agent.toActor(),
                basis.assignedTo(),
                state.owner(),
                basis.ownerByToken(),
                basis.guestProof(),
                basis.phoneNumber(),
                basis.deviceMetadata(),
                basis.ipAddress(),
                basis.userAgent(),
                basis.firstMessage(),
                Copied.of(state));
        return switch (tickets.post("/internal/conversations/" + state.ticketId() + "/ticket", json(question))) {
            case PeerAnswer.Answered answered -> read(answered);
            case PeerAnswer.Away away -> {
                LOG.debug("The ticket service can't be asked: {}", away.reason());
                throw away();
            }
        };
    }

    private static Made read(PeerAnswer.Answered answered) {
        if (!answered.isSuccess()) {
            LOG.warn("The ticket service answered {} to a question for the ticket of a chat", answered.status());
            throw away();
        }
        try {
            JsonNode answer = Json.mapper().readTree(answered.body());
            ObjectNode list = Json.mapper().createObjectNode();
            list.putArray("events").add(answer.path("event"));
            List<EventEnvelope> events = EventList.decode(Json.mapper().writeValueAsBytes(list));
            return new Made(answer.path("created").asBoolean(), events.getFirst());
        } catch (IOException | UnprocessableRecordException e) {
            LOG.warn(
                    "The ticket service answered what can't be read: {}",
                    e.getClass().getSimpleName());
            throw away();
        }
    }

    private static byte[] json(Question question) {
        try {
            return Json.mapper().writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A question that JSON can't carry", e);
        }
    }

    private static UnavailableException away() {
        return new UnavailableException("The ticket service can't be asked");
    }
}
