package com.smipay.support.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.document.Document;
import com.smipay.support.contracts.event.Samples.Sample;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSamplesTest {
    private static final Document ASYNC_API = Document.asyncApi().exactly();
    private static final List<String> FORBIDDEN = List.of("ip", "ip_address", "user_agent", "device", "fingerprint");

    /// Of before `decisions.md` 48: it is read without harm, and what it tells in its own shapes is dropped.
    private static final String OF_ANOTHER_SHAPE = "identity.users.v1/1-a-user.json";

    private static final Map<String, Class<?>> IDENTITY = Map.of(
            Topics.IDENTITY_USERS, Person.class,
            Topics.IDENTITY_SESSIONS, RegistrationSession.class);

    static List<Sample> events() {
        return Samples.ofEvents();
    }

    static List<Sample> samples() {
        return Samples.all();
    }

    @Test
    void everyEventAndIdentityTopicHasASample() {
        assertThat(Samples.all().stream().map(Sample::kind).collect(Collectors.toSet()))
                .isEqualTo(Stream.concat(
                                Arrays.stream(EventType.values()).map(EventType::wire), IDENTITY.keySet().stream())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void parsesToTheRecordOfItsType(Sample sample) {
        SupportEvent event = decoded(sample.kind(), sample.json());

        assertThat(event.type().wire()).isEqualTo(sample.kind());
        assertThat(event.getClass()).isEqualTo(event.type().data());
        assertThat(event.ticketId()).isEqualTo(UUID.fromString("019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsItWasRead(Sample sample) throws JsonProcessingException {
        String again = EventCodec.encode(decoded(sample.kind(), sample.json()));

        assertThat(tree(again)).isEqualTo(tree(sample.json()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void parsesWithFieldsThatALaterVersionAdds(Sample sample) throws JsonProcessingException {
        JsonNode later = tree(sample.json());
        objects(later).forEach(object -> object.putObject("added_later").put("by", "a newer peer"));

        assertThat(decoded(sample.kind(), later.toString())).isEqualTo(decoded(sample.kind(), sample.json()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fitsTheDocument(Sample sample) {
        List<String> violations = ASYNC_API.violations(payload(sample.kind()), sample.json());

        if (OF_ANOTHER_SHAPE.equals(sample.toString())) {
            assertThat(violations).isNotEmpty().allMatch(told -> told.contains("wallet") || told.contains("tier"));
        } else {
            assertThat(violations).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tellsNothingOfDevicesAndAddresses(Sample sample) throws JsonProcessingException {
        assertThat(objects(tree(sample.json())).stream()
                        .flatMap(object ->
                                StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)))
                .isNotEmpty()
                .noneMatch(
                        name -> FORBIDDEN.stream().anyMatch(word -> name.equals(word) || name.startsWith(word + "_")));
    }

    @Test
    void identitySamplesParse() throws JsonProcessingException {
        for (Sample sample : Samples.all()) {
            Class<?> type = IDENTITY.get(sample.kind());
            if (type != null) {
                Object fact = Json.mapper().readValue(sample.json(), type);
                assertThat(tree(Json.mapper().writeValueAsString(fact)))
                        .as(sample.toString())
                        .isEqualTo(tree(sample.json()));
            }
        }
    }

    @Test
    void theSchemaCatchesAFieldThatNobodyReleased() throws JsonProcessingException {
        Sample sample = Samples.ofEvents().getFirst();
        ObjectNode leaking = (ObjectNode) tree(sample.json());
        leaking.put("ip_address", "203.0.113.7");

        assertThat(ASYNC_API.violations(payload(sample.kind()), leaking.toString()))
                .anyMatch(violation -> violation.contains("ip_address"));
    }

    private static SupportEvent decoded(String type, String json) {
        Decoded decoded = EventCodec.decode(
                new EventEnvelope(UUID.randomUUID(), type, "/a-service", "a-subject", Instant.EPOCH, null, null, json));
        return switch (decoded) {
            case Decoded.Known known -> known.event();
            case Decoded.UnknownType unknown -> throw new AssertionError(unknown);
            case Decoded.Malformed malformed -> throw new AssertionError(malformed);
        };
    }

    private static tools.jackson.databind.JsonNode payload(String kind) {
        String name = switch (kind) {
            case Topics.IDENTITY_USERS -> "person";
            case Topics.IDENTITY_SESSIONS -> "registration-session";
            default -> kind;
        };
        return ASYNC_API.at("/components/messages").values().stream()
                .filter(message -> message.path("name").stringValue().equals(name))
                .map(message -> message.path("payload"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return Json.mapper().readTree(json);
    }

    private static List<ObjectNode> objects(JsonNode root) {
        List<ObjectNode> found = new ArrayList<>();
        if (root instanceof ObjectNode object) {
            found.add(object);
        }
        root.forEach(child -> found.addAll(objects(child)));
        return found;
    }
}
