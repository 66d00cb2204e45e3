package com.smipay.support.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecsTest {
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 7);
    private static final EventEnvelope BARE = new EventEnvelope(
            UUID.randomUUID(),
            "sample.counted",
            "/sample-service",
            "Ọmọ \"%41\" 😀\r\nx",
            Instant.parse("2026-02-24T10:30:00.123456Z"),
            null,
            null,
            "{\"text\":\"₦ 😀\"}");

    @Test
    void aKafkaRecordCarriesTheWholeEvent() {
        for (EventEnvelope event : List.of(EVENT, BARE)) {
            ProducerRecord<byte[], byte[]> sent = KafkaEvents.toRecord("topic", event);
            InboundRecord received = received(sent);

            assertThat(received.key()).isEqualTo(event.subject());
            assertThat(KafkaEvents.parse(received.headers(), received.value())).isEqualTo(event);
            assertThat(KafkaEvents.parse(sent.headers(), sent.value())).isEqualTo(event);
        }
    }

    @Test
    void theHeadersOnKafkaAreThoseOfTheBinaryMode() {
        InboundRecord received = received(KafkaEvents.toRecord("topic", EVENT));

        assertThat(received.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", EVENT.id().toString())
                .containsEntry("ce_type", "sample.counted")
                .containsEntry("ce_source", "/sample-service")
                .containsEntry("ce_subject", "ticket-1")
                .containsEntry("ce_time", EVENT.time().toString())
                .containsEntry("ce_requestid", "request-7")
                .containsEntry("content-type", "application/json")
                .containsEntry("traceparent", String.valueOf(EVENT.traceparent()))
                .hasSize(9);
    }

    @Test
    void anHttpMessageCarriesTheWholeEvent() {
        for (EventEnvelope event : List.of(EVENT, BARE)) {
            assertThat(HttpEvents.parse(HttpEvents.headers(event), event.dataBytes()))
                    .isEqualTo(event);
        }
    }

    @Test
    void nothingInAnAttributeBreaksAHeaderLine() {
        assertThat(HttpEvents.headers(BARE).values()).allMatch(value -> value.matches("[\\x21-\\x7E]+"));
    }

    @Test
    void headerNamesComeInAnySpelling() {
        Map<String, String> headers = new HashMap<>();
        HttpEvents.headers(EVENT).forEach((name, value) -> headers.put(name.toUpperCase(java.util.Locale.ROOT), value));

        assertThat(HttpEvents.parse(headers, EVENT.dataBytes())).isEqualTo(EVENT);
    }

    @Test
    void aListCarriesEveryEventWhole() {
        assertThat(EventList.decode(EventList.encode(List.of(EVENT, BARE)))).containsExactly(EVENT, BARE);
        assertThat(EventList.decode(EventList.encode(List.of()))).isEmpty();
    }

    @Test
    void theDataOfAListIsTheSameJsonHoweverItIsWritten() throws Exception {
        String data = " { \"a\" : [ 1.50 , { \"b\\u0041\" : null } ] ,\n \"ọ\" : \"🙏 ₦ \\n\" } ".strip();
        String event = new String(EventList.encode(List.of(EVENT)), StandardCharsets.UTF_8);
        String list = event.replace("{\"number\":7}", data).replace("[{", "[ {\"extension\":{\"x\":[1]}, ");

        EventEnvelope decoded = EventList.decode((" \n" + list + " ").getBytes(StandardCharsets.UTF_8))
                .getFirst();

        assertThat(decoded.id()).isEqualTo(EVENT.id());
        assertThat(Json.mapper().readTree(decoded.data()))
                .isEqualTo(Json.mapper().readTree(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-0.5", "\"text ọ\"", "true", "[]", "[{\"a\":1},2]"})
    void dataThatIsNoObjectIsCarriedTooForTheHandlerToRefuse(String data) {
        String list =
                new String(EventList.encode(List.of(EVENT)), StandardCharsets.UTF_8).replace("{\"number\":7}", data);

        assertThat(EventList.decode(list.getBytes(StandardCharsets.UTF_8)))
                .extracting(EventEnvelope::data)
                .containsExactly(data);
    }

    @Test
    void aListInUtf16IsRefused() {
        assertThatThrownBy(() -> EventList.decode(new String(EventList.encode(List.of(EVENT)), StandardCharsets.UTF_8)
                        .getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage("the list of events is no JSON");
    }

    @Test
    void aListIsInTheStructuredMode() {
        String json = new String(EventList.encode(List.of(EVENT)), StandardCharsets.UTF_8);

        assertThat(json)
                .startsWith("{\"events\":[{\"specversion\":\"1.0\",\"id\":\"" + EVENT.id() + "\"")
                .contains("\"datacontenttype\":\"application/json\",\"data\":{\"number\":7}")
                .contains("\"requestid\":\"request-7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, , ce_specversion is missing",
        "ce_specversion, 0.3, ce_specversion is not 1.0",
        "ce_id, , ce_id is missing",
        "ce_id, four, ce_id is malformed",
        "ce_type, , ce_type is missing",
        "ce_source, , ce_source is missing",
        "ce_subject, , ce_subject is missing",
        "ce_time, , ce_time is missing",
        "ce_time, noon, ce_time is malformed",
        "content-type, text/plain, the data is not application/json",
    })
    void aMalformedHeaderIsRefusedWithItsName(String header, String value, String reason) {
        Map<String, String> headers =
                new HashMap<>(received(KafkaEvents.toRecord("topic", EVENT)).headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }

        assertThatThrownBy(() -> KafkaEvents.parse(headers, EVENT.dataBytes()))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage(reason);
    }

    @Test
    void ofSeveralHeadersWithOneNameTheLastThatHasAValueCounts() {
        ProducerRecord<byte[], byte[]> sent = KafkaEvents.toRecord("topic", EVENT);
        sent.headers().add("ce_type", "sample.renamed".getBytes(StandardCharsets.UTF_8));
        sent.headers().add("ce_type", null);

        InboundRecord received = received(sent);

        assertThat(KafkaEvents.parse(sent.headers(), sent.value()).type()).isEqualTo("sample.renamed");
        assertThat(KafkaEvents.parse(received.headers(), received.value()).type())
                .isEqualTo("sample.renamed");
    }

    /// It stands for what is no UTF-8, but may have been sent.
    @Test
    void aReplacementCharacterIsTextLikeAnyOther() {
        Map<String, String> headers =
                received(KafkaEvents.toRecord("topic", EVENT)).headers();

        assertThat(KafkaEvents.parse(headers, "\"\uFFFD\"".getBytes(StandardCharsets.UTF_8))
                        .data())
                .isEqualTo("\"\uFFFD\"");
    }

    /// Overlong, a half of a pair, cut off.
    @ParameterizedTest
    @ValueSource(strings = {"22c0af22", "22eda0bd22", "22e282", "ff", "22f48fbfbf8022", "22f490808022"})
    void noneOfTheKindsOfBrokenUtf8IsText(String hex) {
        byte[] data = HexFormat.of().parseHex(hex);
        Map<String, String> headers =
                received(KafkaEvents.toRecord("topic", EVENT)).headers();

        assertThatThrownBy(() -> KafkaEvents.parse(headers, data))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage("the data is malformed");
    }

    @Test
    void whatIsNoTextIsRefused() {
        Map<String, String> headers =
                received(KafkaEvents.toRecord("topic", EVENT)).headers();

        assertThatThrownBy(() -> KafkaEvents.parse(headers, new byte[] {'"', (byte) 0xFF, '"'}))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage("the data is malformed");
        assertThatThrownBy(() -> KafkaEvents.parse(headers, null))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage("a tombstone is no event");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | there is no list of events",
                "{\"events\":{}} | there is no list of events",
                "{\"events\":[{}]} | an event has no data",
                "{\"events\":[{\"data\":{}}]} | specversion is missing",
                "{\"events\":[7]} | an event has no data",
                "{\"events\":[{\"data\":null}]} | an event has no data",
                "{\"events\":[]} [] | the list of events is no JSON",
                "{\"events\":[],\"events\":[]} | the list of events is no JSON",
                "{\"events\": | the list of events is no JSON",
                "{\"events\":[{\"data\":{\"a\": | the list of events is no JSON",
            })
    void aMalformedListIsRefused(String json, String reason) {
        assertThatThrownBy(() -> EventList.decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnprocessableRecordException.class)
                .hasMessage(reason);
    }

    private static InboundRecord received(ProducerRecord<byte[], byte[]> sent) {
        return InboundRecord.of(new ConsumerRecord<>(
                sent.topic(),
                0,
                0L,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                java.util.Optional.empty()));
    }
}
