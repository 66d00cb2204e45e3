package com.smipay.support.local.deadletter;

import static com.smipay.support.local.topic.TopicReader.header;

import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.local.topic.Place;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record on a dead-letter topic.
///
/// @param place where it stood
/// @param consumer the service that could not apply it
/// @param onTopic the record itself
public record DeadLetter(Place place, String consumer, ConsumerRecord<byte[], byte[]> onTopic) {
    /// Empty for what nobody of ours has dead-lettered.
    static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> found) {
        String consumer = header(found, DeadLetterHeaders.CONSUMER);
        return Place.parse(header(found, DeadLetterHeaders.TOPIC) + "/" + header(found, DeadLetterHeaders.PARTITION)
                        + ":" + header(found, DeadLetterHeaders.OFFSET))
                .filter(place -> consumer != null)
                .map(place -> new DeadLetter(place, String.valueOf(consumer), found));
    }

    /// The record's own key; null where it had none.
    public byte @Nullable [] key() {
        Header header = onTopic.headers().lastHeader(DeadLetterHeaders.KEY);
        return header == null ? null : header.value();
    }

    /// The record's own value; null for a tombstone.
    public byte @Nullable [] value() {
        return onTopic.headers().lastHeader(DeadLetterHeaders.TOMBSTONE) == null ? onTopic.value() : null;
    }

    public String reason() {
        return String.valueOf(header(onTopic, DeadLetterHeaders.REASON));
    }

    public String time() {
        return String.valueOf(header(onTopic, DeadLetterHeaders.TIME));
    }
}
