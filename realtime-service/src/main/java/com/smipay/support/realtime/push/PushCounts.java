package com.smipay.support.realtime.push;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.realtime.domain.Arrival;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What was pushed, and how long after it was accepted, for metrics.
final class PushCounts {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry = Services.get(MeterRegistry.class);
    private final Map<String, Counter> pushes = new ConcurrentHashMap<>();
    private final Timer postToPush = registry.getOrCreate(Timer.builder("support.push.delay")
            .description("From the acceptance of a message or a change to its push")
            .buckets(BUCKETS)
            // Of those the buckets tell as much, and each would cost every event a share of its way.
            .percentiles(new double[0]));

    void pushed(String event, int connections) {
        pushes.computeIfAbsent(event, this::counterOf).increment(connections);
    }

    private Counter counterOf(String event) {
        return registry.getOrCreate(Counter.builder("support.pushes")
                .description("Events written to connections")
                .addTag(Tag.create("event", event)));
    }

    void shown(Arrival arrival) {
        Duration delay = Duration.between(acceptedAt(arrival), Instant.now());
        postToPush.record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private static Instant acceptedAt(Arrival arrival) {
        SupportEvent event = arrival.event();
        return switch (event) {
            case MessageEvent.Posted posted -> posted.message().createdAt();
            // The message of one that was made of a chat is older than it.
            case TicketEvent.Opened opened -> opened.ticket().createdAt();
            case ConversationEvent.Opened opened -> opened.message().createdAt();
            case ConversationEvent.MessagePosted posted -> posted.message().createdAt();
            default -> arrival.announcedAt();
        };
    }
}
