package com.smipay.support.ticket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ChatState.ChatTicket;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.ConversationState.NewestMessage;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What messaging asks for a ticket of a conversation with, and tells of it afterwards.
final class ConversionSamples {
    static final Instant BEGAN = Instant.parse("2026-02-24T10:30:00Z");
    static final String DESCRIPTION = "Refund is waiting for the bank.";

    private ConversionSamples() {}

    static ObjectNode body(UUID attempt, @Nullable String user, String email, @Nullable String assigned) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("attempt", attempt.toString());
        body.put("subject", "Refund");
        body.put("description", DESCRIPTION);
        body.put("support_type", "PAYMENT_ISSUE");
        body.put("priority", "urgent");
        body.set("by", Json.mapper().valueToTree(new Actor("agent-1", "Ada", "Obi", null)));
        body.put("assigned_to", assigned == null ? "agent-1" : assigned);
        body.set("owner", Json.mapper().valueToTree(new Owner(user, email, "John Doe")));
        body.put("guest_proof", user == null ? "proof" : null);
        body.put("phone_number", "+2348031234567");
        body.putObject("device_metadata").put("platform", "ios");
        body.put("ip_address", "192.0.2.7");
        body.set(
                "first_message",
                Json.mapper().valueToTree(message(UuidCreator.getTimeOrderedEpoch(), "Where is my money?")));
        ObjectNode conversation = body.putObject("conversation");
        conversation.put("revision", 4).put("seq", 4).put("visible_count", 3).put("read_seq", 0);
        conversation.set("newest", Json.mapper().valueToTree(newest(4, true, BEGAN.plusSeconds(60))));
        return body;
    }

    static MessageState message(UUID id, String text) {
        return new MessageState(id, 1, text, true, false, null, "John Doe", "chat@x.ng", BEGAN);
    }

    static NewestMessage newest(long seq, boolean fromUser, Instant at) {
        return new NewestMessage(UuidCreator.getTimeOrderedEpoch(), seq, "The newest.", fromUser, at);
    }

    static ChatState chat(UUID id, long revision, Instant at, @Nullable ChatTicket ticket) {
        return new ChatState(
                id,
                1,
                revision,
                new Owner(null, "chat@x.ng", null),
                ConversationStatus.ACTIVE,
                null,
                null,
                revision,
                revision,
                newest(revision, true, at),
                BEGAN,
                at,
                null,
                ticket);
    }

    static EventEnvelope linked(TicketEvent.Opened opened, long revision, Instant at, Actor claimer) {
        UUID id = opened.ticket().id();
        ConversationState state = new ConversationState(
                id,
                opened.ticket().ticketNumber(),
                1,
                new Owner(claimer.id(), "link@x.ng", null),
                revision,
                5,
                4,
                newest(5, false, at),
                at,
                at,
                0,
                null);
        ChatTicket ticket = new ChatTicket(
                id, opened.ticket().ticketNumber(), 1, opened.ticket().createdAt());
        return Conversation.envelope(
                "/messaging-service",
                new ConversationEvent.TicketLinked(chat(id, revision, at, ticket), state, claimer));
    }
}
