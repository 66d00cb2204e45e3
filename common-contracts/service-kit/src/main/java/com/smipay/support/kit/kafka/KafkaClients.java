package com.smipay.support.kit.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Makes every Kafka client of the product, so that each is bounded ([BoundedReceive]).
public final class KafkaClients {
    private static final String[] CONSUMERS_WAY = {"delegate", "client", "client", "selector"};

    private KafkaClients() {}

    /// Its thread connects at once, before anybody could bound it: so it is made for a broker, or for nobody who may
    /// become one.
    ///
    /// @throws KafkaException where something else answers at the address
    public static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
        BrokerProbe.Found found = BrokerProbe.look(config);
        if (found.isStranger()) {
            throw new KafkaException(found.sentence());
        }
        return BoundedReceive.of(
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                "sender",
                "client",
                "selector");
    }

    public static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return BoundedReceive.of(
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()), CONSUMERS_WAY);
    }

    /// For a consumer of a class of its own, at the end of its construction.
    public static void bound(Consumer<byte[], byte[]> consumer) {
        BoundedReceive.of(consumer, CONSUMERS_WAY);
    }

    static Admin admin(Map<String, Object> config) {
        return BoundedReceive.of(Admin.create(config), "client", "selector");
    }
}
