package com.smipay.support.realtime.push;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.TraceSpan;
import com.smipay.support.realtime.domain.Arrival;
import com.smipay.support.realtime.domain.Push;
import com.smipay.support.realtime.domain.PushRules;
import com.smipay.support.realtime.domain.RoomNames;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Deliveries;
import com.smipay.support.realtime.store.Frame;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Recipient;
import com.smipay.support.realtime.store.Rooms;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows an event to everybody it is for. First puts out of the room who lost the right to the ticket, so that not
/// even this event reaches them. What is shown is gathered, and on its way at the latest with `send`. For one
/// thread.
final class Pusher {
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private final PushRules rules;
    private final Rooms rooms;
    private final Indicators indicators;
    private final PushCounts counts;
    private final Deliveries deliveries = new Deliveries();

    Pusher(PushRules rules, Rooms rooms, Indicators indicators, PushCounts counts) {
        this.rules = rules;
        this.rooms = rooms;
        this.indicators = indicators;
        this.counts = counts;
    }

    void show(Arrival arrival) {
        SupportEvent event = arrival.event();
        try (TraceSpan span =
                TraceSpan.start(SpanKind.CONSUMER, "push " + event.type().wire(), arrival.traceparent())) {
            show(arrival, event, span);
        }
    }

    private void show(Arrival arrival, SupportEvent event, TraceSpan span) {
        putOut(event);
        RoomNames names = RoomNames.in(event);
        if (!names.equals(RoomNames.UNKNOWN)) {
            rooms.learn(event.ticketId(), names);
        }
        rules.pushesFor(event).forEach(this::push);
        counts.shown(arrival);
        if (LOG.isDebugEnabled()) {
            // For that line alone: nothing before it logs or calls anybody.
            Correlation.within(span, arrival.requestId())
                    .run(() -> LOG.debug("Pushed {}", event.type().wire()));
        }
    }

    void send() {
        deliveries.send();
    }

    private void putOut(SupportEvent event) {
        UUID ticketId = event.ticketId();
        List<Connection> losers = losersBy(event, ticketId);
        if (!losers.isEmpty()) {
            // What typing tells does not overtake what was shown before it.
            send();
        }
        for (Connection out : losers) {
            indicators.gone(out.id(), ticketId);
        }
    }

    /// About a conversation without a ticket the messaging service knows best to whom it belongs; else the ticket
    /// service.
    private List<Connection> losersBy(SupportEvent event, UUID ticketId) {
        return switch (event) {
            case TicketEvent.Claimed claimed ->
                claimed(ticketId, claimed.ticket().owner());
            case TicketEvent.Released released ->
                rooms.released(ticketId, released.ticket().owner(), released.from());
            case TicketEvent.ContactChanged changed ->
                rooms.contactChanged(ticketId, changed.ticket().owner());
            case ConversationEvent.Released released ->
                rooms.released(ticketId, released.conversation().owner(), released.from());
            case ConversationEvent conversation -> {
                Owner owner = conversation.conversation().owner();
                yield claims(conversation) ? claimed(ticketId, owner) : rooms.ownedBy(ticketId, owner);
            }
            default -> rooms.ownedBy(ticketId, ownerOf(event));
        };
    }

    private static boolean claims(ConversationEvent event) {
        Actor claimedBy = switch (event) {
            case ConversationEvent.MessagePosted posted -> posted.claimedBy();
            case ConversationEvent.MessagesRead read -> read.claimedBy();
            case ConversationEvent.Rated rated -> rated.claimedBy();
            default -> null;
        };
        return claimedBy != null && event.conversation().ticket() == null;
    }

    private List<Connection> claimed(UUID ticketId, Owner owner) {
        String userId = owner.userId();
        return userId == null ? List.of() : rooms.claimedBy(ticketId, userId);
    }

    private void push(Push push) {
        Collection<? extends Recipient> audience = rooms.audience(push.audience());
        if (!audience.isEmpty()) {
            Frame frame = Frame.event(push.event(), push.payload());
            counts.pushed(push.event(), deliveries.add(frame, audience));
        }
    }

    private static Owner ownerOf(SupportEvent event) {
        return switch (event) {
            case TicketEvent ticket -> ticket.ticket().owner();
            case MessageEvent message -> message.conversation().owner();
            case ConversationEvent conversation -> conversation.conversation().owner();
            case RatingEvent.Rated rated -> rated.owner();
        };
    }
}
