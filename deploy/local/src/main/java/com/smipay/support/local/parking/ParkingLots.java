package com.smipay.support.local.parking;

import com.smipay.support.contracts.event.Parking;
import com.smipay.support.contracts.event.Topics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The parking lots of one broker.
public final class ParkingLots implements AutoCloseable {
    private static final String LOT = Topics.parkingLotOf("");

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    public ParkingLots(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "max.block.ms", "20000",
                        "delivery.timeout.ms", "20000",
                        "request.timeout.ms", "10000",
                        "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Everything that is parked and not settled, in the order in which it stood. What several services have parked is
    /// in it once for each.
    public List<Parked> all() throws IOException {
        Map<String, Parked> parked = new LinkedHashMap<>();
        try (Records records = new Records(bootstrapServers)) {
            records.all(lots(), found -> {
                String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
                parked.remove(key);
                if (found.value() != null) {
                    Parked.of(found).ifPresent(each -> parked.put(key, each));
                }
            });
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
        return parked.values().stream()
                .sorted(Comparator.comparing(Parked::place).thenComparing(Parked::consumer))
                .toList();
    }

    private Collection<String> lots() throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.endsWith(LOT))
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Puts a record back where it came from, to be applied now, by everybody who reads that topic. Returns when the
    /// broker has it.
    ///
    /// It gets a key of its own where the topic carries events: under its old one it would take the place of newer
    /// state when the topic is compacted. It comes into its old partition all the same. In the identity topics the
    /// key says whom the fact is about, so an overtaken fact is not put back.
    ///
    /// @return false where a newer fact has overtaken it
    public boolean replay(Parked parked) throws IOException {
        Place place = parked.place();
        boolean isEvent = Topics.EVENTS.contains(place.topic());
        if (!isEvent && isOvertaken(parked)) {
            return false;
        }
        byte[] key = isEvent ? ("replay " + place).getBytes(StandardCharsets.UTF_8) : parked.key();
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(place.topic(), place.partition(), key, parked.value());
        parked.onLot().headers().forEach(header -> {
            if (!header.key().startsWith(Parking.PREFIX)) {
                again.headers().add(header);
            }
        });
        send(again);
        return true;
    }

    private boolean isOvertaken(Parked parked) throws IOException {
        byte[] key = parked.key();
        AtomicBoolean overtaken = new AtomicBoolean();
        try (Records records = new Records(bootstrapServers)) {
            Place place = parked.place();
            records.from(
                    new TopicPartition(place.topic(), place.partition()),
                    place.offset() + 1,
                    found -> overtaken.compareAndSet(false, isSame(key, found.key())));
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        }
        return overtaken.get();
    }

    private static boolean isSame(byte @Nullable [] key, byte @Nullable [] other) {
        return key != null && Arrays.equals(key, other);
    }

    /// Takes a record off the lot: from now on it is not parked any more. Returns when the broker has it.
    public void settle(Parked parked) throws IOException {
        send(new ProducerRecord<>(
                parked.onLot().topic(),
                parked.onLot().partition(),
                parked.onLot().key(),
                null));
    }

    private void send(ProducerRecord<byte[], byte[]> outbound) throws IOException {
        try {
            producer.send(outbound).get();
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("Kafka does not take the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Asked to stop");
    }

    @Override
    public void close() {
        producer.close();
    }
}
