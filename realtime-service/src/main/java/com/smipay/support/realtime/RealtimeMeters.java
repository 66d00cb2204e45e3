package com.smipay.support.realtime;

import com.smipay.support.realtime.api.HandshakeCounts;
import com.smipay.support.realtime.presence.Presence;
import com.smipay.support.realtime.push.Feed;
import com.smipay.support.realtime.store.Rooms;
import com.smipay.support.realtime.store.TypingWire;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.service.registry.Services;
import java.util.function.Function;
import java.util.function.Supplier;

/// What `/metrics` shows of this service, beside the pushes themselves. The registry is one for the process: of
/// several instances in one JVM, in tests, the first one's numbers stay.
final class RealtimeMeters {
    private final MeterRegistry registry = Services.get(MeterRegistry.class);

    void register(Rooms rooms) {
        gauge(
                "support.sockets",
                "Authenticated sockets",
                () -> rooms.everybody().size());
        gauge("support.rooms", "Rooms with somebody in them", rooms::size);
    }

    void register(HandshakeCounts handshake) {
        counter("support.sockets.refused", "Connections refused for their token", handshake, HandshakeCounts::refusals);
        counter("support.sockets.foreign", "Upgrades refused for their Origin", handshake, HandshakeCounts::foreigners);
        counter(
                "support.sockets.excess",
                "Connections closed because there were too many",
                handshake,
                HandshakeCounts::excess);
        counter(
                "support.sockets.dropped",
                "Clients dropped because they did not read",
                handshake,
                HandshakeCounts::drops);
    }

    void register(Feed feed) {
        counter("support.events.repeated", "Events dropped because they had been shown", feed, Feed::repeats);
        counter("support.events.held", "Changes of status that waited for their message", feed, Feed::heldBack);
        counter("support.events.unknown", "Events of a type that this version does not know", feed, Feed::unknown);
        counter("support.events.malformed", "Records that nobody can read", feed, Feed::malformed);
    }

    void register(TypingWire wire) {
        counter("support.typing.dropped", "Typing records that did not get out", wire, TypingWire::dropped);
    }

    void register(Presence presence) {
        gauge("support.presence.left.out", "Agents that the last beat had no room for", presence::leftOut);
        counter("support.presence.lost", "Beats that the messaging service has not taken", presence, Presence::lost);
    }

    private void gauge(String name, String description, Supplier<Integer> value) {
        registry.getOrCreate(Gauge.builder(name, value).description(description));
    }

    private <T> void counter(String name, String description, T of, Function<T, Long> value) {
        registry.getOrCreate(FunctionalCounter.builder(name, of, value).description(description));
    }
}
