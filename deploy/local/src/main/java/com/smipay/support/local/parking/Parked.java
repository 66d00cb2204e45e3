package com.smipay.support.local.parking;

import com.smipay.support.contracts.event.Parking;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record on a parking lot.
///
/// @param place where it stood
/// @param consumer the service that could not apply it
/// @param onLot the record itself
public record Parked(Place place, String consumer, ConsumerRecord<byte[], byte[]> onLot) {
    /// Empty for what nobody of ours has parked.
    static Optional<Parked> of(ConsumerRecord<byte[], byte[]> found) {
        String consumer = header(found, Parking.CONSUMER);
        return Place.parse(header(found, Parking.TOPIC) + "/" + header(found, Parking.PARTITION) + ":"
                        + header(found, Parking.OFFSET))
                .filter(place -> consumer != null)
                .map(place -> new Parked(place, String.valueOf(consumer), found));
    }

    /// The record's own key; null where it had none.
    public byte @Nullable [] key() {
        Header header = onLot.headers().lastHeader(Parking.KEY);
        return header == null ? null : header.value();
    }

    /// The record's own value; null for a tombstone.
    public byte @Nullable [] value() {
        return onLot.headers().lastHeader(Parking.TOMBSTONE) == null ? onLot.value() : null;
    }

    public String reason() {
        return String.valueOf(header(onLot, Parking.REASON));
    }

    public String time() {
        return String.valueOf(header(onLot, Parking.TIME));
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
