package com.smipay.support.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Samples.Sample;
import com.smipay.support.contracts.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    @Test
    void typeThatANewerPeerSendsIsAValue() {
        assertThat(decode("ticket.merged", "{}")).isEqualTo(new Decoded.UnknownType("ticket.merged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "42", "\"text\"", "{", "{\"ticket\":", "{}{}", "{\"ticket\":[]}"})
    void whatIsNoEventIsMalformed(String data) {
        assertThat(decode("ticket.opened", data)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void eventWithoutItsPartsIsMalformed(EventType type) {
        assertThat(decode(type.wire(), "{}")).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/ticket, ticket",
        "/message, message",
        "/ticket/owner, ticket.owner",
        "/ticket/owner/email, ticket.owner.email",
        "/ticket/status, ticket.status",
        "/message/created_at, message.createdAt"
    })
    void eventThatLacksARequiredPartIsMalformed(String pointer, String path) throws JsonProcessingException {
        assertThat(decode("ticket.opened", without(opened(), pointer)))
                .isEqualTo(new Decoded.Malformed("ticket.opened without " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ticket/phone_number", "/ticket/owner/name", "/message/sender_id", "/ticket/guest_proof"})
    void eventThatLacksAnOptionalPartIsKnown(String pointer) throws JsonProcessingException {
        assertThat(decode("ticket.opened", without(opened(), pointer))).isInstanceOf(Decoded.Known.class);
    }

    @ParameterizedTest
    @CsvSource({
        "status, \"on_hold\"",
        "version, null",
        "version, \"1\"",
        "version, 1.5",
        "id, \"not-a-uuid\"",
        "created_at, \"yesterday\"",
        "owner, \"john\""
    })
    void eventWithAPartOfAnotherKindIsMalformed(String field, String value) throws JsonProcessingException {
        ObjectNode event = (ObjectNode) Json.mapper().readTree(opened());
        ((ObjectNode) event.path("ticket")).set(field, Json.mapper().readTree(value));

        assertThat(decode("ticket.opened", event.toString())).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void reasonOfARefusalQuotesNothing() throws JsonProcessingException {
        ObjectNode event = (ObjectNode) Json.mapper().readTree(opened());
        ((ObjectNode) event.path("ticket")).put("status", "my secret words");

        assertThat(decode("ticket.opened", event.toString()).toString()).doesNotContain("secret");
    }

    @Test
    void derivedFactsAreNotWritten() {
        Decoded decoded = decode("ticket.opened", opened());

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Known.class,
                        known -> assertThat(EventCodec.encode(known.event()))
                                .doesNotContain("unclaimed")
                                .doesNotContain("\"type\"")
                                .doesNotContain("ticket_id"));
    }

    @Test
    void everyTypeIsFoundByItsName() {
        assertThat(EventType.values())
                .allSatisfy(type -> assertThat(EventType.parse(type.wire())).contains(type));
        assertThat(Arrays.stream(EventType.values()).map(EventType::wire)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(EventType.values()).map(EventType::topic)).isSubsetOf(Topics.EVENTS);
    }

    private static String opened() {
        return Samples.ofEvents().stream()
                .filter(sample -> sample.kind().equals("ticket.opened"))
                .map(Sample::json)
                .findFirst()
                .orElseThrow();
    }

    private static String without(String json, String pointer) throws JsonProcessingException {
        JsonNode event = Json.mapper().readTree(json);
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) event.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        return event.toString();
    }

    private static Decoded decode(String type, String data) {
        return EventCodec.decode(new EventEnvelope(
                UUID.randomUUID(), type, "/ticket-service", "a-subject", Instant.EPOCH, null, null, data));
    }
}
