package com.smipay.support.realtime.push;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.realtime.domain.Arrival;
import com.smipay.support.realtime.domain.Push;
import com.smipay.support.realtime.domain.PushRules;
import com.smipay.support.realtime.rooms.Connection;
import com.smipay.support.realtime.rooms.Delivery;
import com.smipay.support.realtime.rooms.Frame;
import com.smipay.support.realtime.rooms.Recipient;
import com.smipay.support.realtime.rooms.Rooms;
import com.smipay.support.realtime.typing.Typing;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows an event to everybody it is for. First puts out of the room who lost the right to the ticket, so that not even
/// this event reaches them.
final class Pusher {
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private final PushRules rules;
    private final Rooms rooms;
    private final Typing typing;
    private final PushCounts counts;

    Pusher(PushRules rules, Rooms rooms, Typing typing, PushCounts counts) {
        this.rules = rules;
        this.rooms = rooms;
        this.typing = typing;
        this.counts = counts;
    }

    void show(Arrival arrival) {
        Correlation.of(arrival.requestId(), arrival.traceparent()).run(() -> {
            SupportEvent event = arrival.event();
            putOut(event.ticketId(), ownerOf(event));
            rules.pushesFor(event).forEach(this::push);
            counts.shown(arrival);
            LOG.debug("Pushed {}", event.type().wire());
        });
    }

    private void putOut(UUID ticketId, Owner owner) {
        for (Connection out : rooms.ownedBy(ticketId, owner)) {
            typing.gone(out.id(), ticketId);
        }
    }

    private void push(Push push) {
        Collection<? extends Recipient> audience = rooms.audience(push.audience());
        if (!audience.isEmpty()) {
            Frame frame = Frame.event(push.event(), push.payload());
            counts.pushed(push.event(), Delivery.deliver(frame, audience));
        }
    }

    private static Owner ownerOf(SupportEvent event) {
        return switch (event) {
            case TicketEvent ticket -> ticket.ticket().owner();
            case MessageEvent message -> message.conversation().owner();
            case RatingEvent.Rated rated -> rated.owner();
        };
    }
}
