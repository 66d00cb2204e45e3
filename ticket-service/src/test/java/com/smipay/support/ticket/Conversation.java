package com.smipay.support.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.ConversationState.NewestMessage;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A ticket's conversation as the messaging service would tell it, message by message.
final class Conversation {
    private final UUID ticketId;
    private final String number;
    private final String email;
    private long ticketVersion = 1;
    private long revision = 1;
    private long seq = 1;
    private long visible = 1;
    private long readSeq;
    private Instant clock;
    private @Nullable NewestMessage newest;
    private @Nullable Instant firstReplyAt;
    private @Nullable Instant lastReplyAt;

    private Conversation(JsonNode ticket) {
        this.ticketId = UUID.fromString(ticket.path("id").asText());
        this.number = ticket.path("ticket_number").asText();
        this.email = ticket.path("email").asText();
        this.clock = Instant.parse(ticket.path("created_at").asText());
        JsonNode first = ticket.path("messages").path(0);
        this.newest = new NewestMessage(
                UUID.fromString(first.path("id").asText()),
                1,
                first.path("message").asText(),
                true,
                clock);
    }

    /// As the answer to an opening shows it.
    static Conversation of(JsonNode ticket) {
        return new Conversation(ticket);
    }

    /// What messaging knows of the ticket when it decides.
    Conversation seeing(long version) {
        ticketVersion = version;
        return this;
    }

    EventEnvelope reply(String text) {
        return posted(text, false, false, null);
    }

    EventEnvelope note(String text) {
        return posted(text, false, true, null);
    }

    EventEnvelope userMessage(String text) {
        return posted(text, true, false, null);
    }

    EventEnvelope userMessage(String text, Actor claimedBy) {
        return posted(text, true, false, claimedBy);
    }

    /// Ten seconds after the one before.
    private EventEnvelope posted(String text, boolean fromUser, boolean internal, @Nullable Actor claimedBy) {
        clock = clock.plusSeconds(10);
        seq++;
        revision++;
        UUID id = UuidCreator.getTimeOrderedEpoch();
        if (!internal) {
            visible++;
            newest = new NewestMessage(id, seq, text, fromUser, clock);
        }
        if (!internal && !fromUser) {
            firstReplyAt = firstReplyAt == null ? clock : firstReplyAt;
            lastReplyAt = clock;
        }
        MessageState message =
                new MessageState(id, seq, text, fromUser, internal, null, null, fromUser ? email : null, clock);
        return envelope("/messaging-service", new MessageEvent.Posted(state(), message, claimedBy));
    }

    EventEnvelope read() {
        clock = clock.plusSeconds(1);
        revision++;
        readSeq = seq;
        UUID last = newest == null ? UUID.randomUUID() : newest.id();
        return envelope("/messaging-service", new MessageEvent.Read(state(), "u-1", last, clock, null));
    }

    EventEnvelope rated(int rating, @Nullable String feedback) {
        return envelope(
                "/rating-service",
                new RatingEvent.Rated(
                        ticketId, number, ticketVersion, new Owner(null, email, null), rating, feedback, clock, null));
    }

    private ConversationState state() {
        return new ConversationState(
                ticketId,
                number,
                ticketVersion,
                new Owner(null, email, null),
                revision,
                seq,
                visible,
                newest,
                firstReplyAt,
                lastReplyAt,
                readSeq,
                readSeq == 0 ? null : clock);
    }

    static EventEnvelope envelope(String source, SupportEvent event) {
        return new EventEnvelope(
                UuidCreator.getTimeOrderedEpoch(),
                event.type().wire(),
                source,
                event.ticketId().toString(),
                Instant.now(),
                null,
                null,
                EventCodec.encode(event));
    }
}
