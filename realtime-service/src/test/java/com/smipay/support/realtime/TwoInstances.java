package com.smipay.support.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.TestEventPublisher;
import com.smipay.support.testkit.TestKafka;
import java.util.List;
import java.util.UUID;

/// Two instances, one broker, and what their clients hear.
final class TwoInstances implements AutoCloseable {
    final FakeMessaging messaging = new FakeMessaging();
    final Instance first = new Instance(TestKafka.bootstrapServers(), messaging).ready();
    final Instance second = new Instance(TestKafka.bootstrapServers(), messaging).ready();
    final TestEventPublisher services = new TestEventPublisher(TestKafka.bootstrapServers());

    /// The events about one conversation that a client heard, each with its word where several share a name.
    static List<String> heard(RawSocket client, UUID id) {
        String start = "42/support,";
        return client.received().stream()
                .filter(frame -> frame.startsWith(start) && frame.contains(id.toString()))
                .map(frame -> json(frame.substring(start.length())))
                .map(event -> event.path(1).has("event")
                        ? event.path(0).asText() + " "
                                + event.path(1).path("event").asText()
                        : event.path(0).asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() {
        services.close();
        first.close();
        second.close();
        messaging.close();
    }
}
