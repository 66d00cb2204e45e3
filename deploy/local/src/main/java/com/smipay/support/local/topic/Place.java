package com.smipay.support.local.topic;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Where a record stands, written `topic/partition:offset`.
public record Place(String topic, int partition, long offset) implements Comparable<Place> {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)/([0-9]{1,9}):([0-9]{1,18})");
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::topic)
            .thenComparingInt(Place::partition)
            .thenComparingLong(Place::offset);

    public static Place of(RecordMetadata written) {
        return new Place(written.topic(), written.partition(), written.offset());
    }

    public static Optional<Place> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new Place(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + ":" + offset;
    }
}
