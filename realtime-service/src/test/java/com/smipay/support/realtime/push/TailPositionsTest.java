package com.smipay.support.realtime.push;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.kafka.TopicPlan;
import com.smipay.support.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TailPositionsTest {
    private final KafkaSettings kafka = new KafkaSettings(TestKafka.bootstrapServers(), 2, (short) 1);
    private final AtomicInteger told = new AtomicInteger();

    /// Else nothing would ever be pushed from new partitions, and nobody would see the broker come back.
    @Test
    void partitionsAreFoundAfterAnErrorToo() {
        try (Broker broker = new Broker(kafka, "tail-positions");
                TailPositions positions = new TailPositions(
                        broker, List.of(Topics.TICKETS), Instant.now(), Duration.ofMillis(50), found -> {
                            if (told.incrementAndGet() == 1) {
                                throw new OutOfMemoryError("a moment of trouble");
                            }
                        })) {
            broker.makeMissing(TopicPlan.ofProduct(kafka));
            positions.start();

            until("they are told again", () -> told.get() == 2 && positions.state() == TailState.FOLLOWING);
            assertThat(positions.task().restarts()).isEqualTo(1);
        }
    }
}
