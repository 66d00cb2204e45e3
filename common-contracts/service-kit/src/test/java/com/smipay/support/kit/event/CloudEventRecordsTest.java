package com.smipay.support.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.AppliedEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventRecordsTest {
    private static final Instant NOW = Instant.parse("2026-02-24T10:30:00Z");
    private static final Duration OLD = Duration.ofMinutes(1);

    private final List<EventEnvelope> handled = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final AppliedEvents events = new AppliedEvents(event -> {
        handled.add(event);
        return List.of();
    });

    /// What the peers tell while somebody waits for it.
    private final List<EventEnvelope> told = new ArrayList<>();

    private final CloudEventRecords records = new CloudEventRecords(events, InstantSource.fixed(NOW), time -> {
        pauses.add(time);
        told.forEach(events::apply);
    });

    @Test
    void whatIsJustBeingToldIsWaitedForAndNotAppliedTwice() {
        EventEnvelope event = event();
        told.add(event);

        BitSet done = records.ahead(List.of(record(event, Duration.ofMillis(30))));

        assertThat(done.get(0)).isTrue();
        assertThat(handled).containsExactly(event);
        assertThat(pauses).containsExactly(CloudEventRecords.BEING_TOLD.minusMillis(30));
    }

    @Test
    void whatNobodyTellsIsAppliedAfterTheWait() {
        List<EventEnvelope> untold = List.of(event(), event());

        BitSet done = records.ahead(untold.stream()
                .map(event -> record(event, Duration.ofMillis(30)))
                .toList());

        assertThat(done.cardinality()).isEqualTo(2);
        assertThat(handled).containsExactlyElementsOf(untold);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void whatIsKnownOrOldIsNotWaitedFor() {
        EventEnvelope known = event();
        events.apply(known);
        List<EventEnvelope> old = List.of(event(), event());

        BitSet done = records.ahead(
                List.of(record(known, Duration.ZERO), record(old.getFirst(), OLD), record(old.getLast(), OLD)));

        assertThat(done.cardinality()).isEqualTo(3);
        assertThat(handled).containsExactly(known, old.getFirst(), old.getLast());
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest(name = "published {0} ms ago: {1} ms")
    @CsvSource({"0, 100", "99, 1", "100, ", "-60000, 100"})
    void theYoungestDecidesHowLongButAClockThatIsWrongNeverMuch(long age, Long pause) {
        records.ahead(List.of(record(event(), OLD), record(event(), Duration.ofMillis(age))));

        assertThat(pauses)
                .isEqualTo(Optional.ofNullable(pause)
                        .map(Duration::ofMillis)
                        .map(List::of)
                        .orElse(List.of()));
    }

    private static EventEnvelope event() {
        return new EventEnvelope(UUID.randomUUID(), "message.posted", "/messaging-service", "t", NOW, null, null, "{}");
    }

    private static ConsumerRecord<byte[], byte[]> record(EventEnvelope event, Duration age) {
        ProducerRecord<byte[], byte[]> sent = KafkaEvents.toRecord("support.messages.v1", event);
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                NOW.minus(age).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
