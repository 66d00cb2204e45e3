package com.smipay.support.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class ServersTest {
    @Test
    void everyTestHasADatabaseOfItsOwn() {
        TestDatabase one = TestPostgres.freshDatabase();
        TestDatabase other = TestPostgres.freshDatabase();
        one.execute("create table t (n int); insert into t values (1)");

        assertThat(one.number("select count(*) from t")).isEqualTo(1);
        assertThatThrownBy(() -> other.number("select count(*) from t")).hasMessageContaining("Failed");
    }

    @Test
    void aTemplateIsPreparedOnceAndCopied() {
        TestDatabase one = TestPostgres.freshDatabase("prepared", db -> db.execute("create table made_once (n int)"));
        TestDatabase other = TestPostgres.freshDatabase("prepared", db -> db.execute("create table made_once (n int)"));
        one.execute("insert into made_once values (1)");

        assertThat(other.number("select count(*) from made_once")).isZero();
    }

    @Test
    void aLineToTheDatabaseCanBeCutAndMended() throws Exception {
        TestDatabase direct = TestPostgres.freshDatabase();
        try (CuttableLine line = new CuttableLine(direct.port())) {
            TestDatabase database = direct.through(line.host(), line.port());
            assertThat(database.number("select 1")).isEqualTo(1);
            line.cut();
            assertThatThrownBy(() -> database.number("select 1")).isInstanceOf(IllegalStateException.class);
            line.mend();
            assertThat(database.number("select 1")).isEqualTo(1);
        }
    }

    @Test
    void whatIsProducedCanBeRead() throws Exception {
        String topic = TestKafka.freshTopic("smoke", 2);
        try (KafkaProducer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers());
                TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), topic)) {
            producer.send(new ProducerRecord<>(topic, bytes("key"), bytes("value")))
                    .get();

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(tail.values("key")).containsExactly("value"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
