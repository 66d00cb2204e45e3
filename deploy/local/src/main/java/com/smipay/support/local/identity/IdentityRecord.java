package com.smipay.support.local.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.Place;
import com.smipay.support.local.topic.TopicWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// A fact to publish.
///
/// @param topic as the product calls it
/// @param kind as in the ticket service's internal address, `sessions` or `users`
/// @param key the id of the session or person
/// @param value plain JSON; null deletes
public record IdentityRecord(
        String topic, String kind, String key, @Nullable String value) {
    private static final String USERS = "users";

    public static IdentityRecord of(RegistrationSession session) {
        return new IdentityRecord(Topics.IDENTITY_SESSIONS, "sessions", session.sessionId(), json(session));
    }

    public static IdentityRecord of(Person person) {
        return new IdentityRecord(Topics.IDENTITY_USERS, USERS, person.id(), json(person));
    }

    /// The services that keep a copy of it.
    public List<String> readers() {
        return kind.equals(USERS) ? List.of(Services.TICKET, Services.MESSAGING) : List.of(Services.TICKET);
    }

    /// Returns when Kafka has it.
    ///
    /// @return where it stands
    public Place publish(BrokerAddress broker) throws IOException {
        byte[] content = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        try (TopicWriter writer = new TopicWriter(broker)) {
            return Place.of(writer.write(
                    new ProducerRecord<>(broker.names().topic(topic), key.getBytes(StandardCharsets.UTF_8), content)));
        }
    }

    /// The tombstone in its place.
    public IdentityRecord deleted() {
        return new IdentityRecord(topic, kind, key, null);
    }

    private static String json(Object fact) {
        try {
            return Json.mapper().writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A fact that JSON can't carry", e);
        }
    }
}
