package com.smipay.support.contracts.event;

/// How a record that can never be applied stands on its dead-letter topic ([Topics#deadLetterTopicOf]), for those who
/// park, count, replay and drop.
///
/// Its value and headers are as they came; its own key has become a header, for the key on the dead-letter topic names
/// who dead-lettered
/// it and from where. A tombstone of that key settles it. So a record dead-lettered twice is one, and what is
/// dead-lettered is
/// exactly what stands on the dead-letter topic.
public final class DeadLetterHeaders {
    /// What all of the dead-letter topic's own headers begin with.
    public static final String PREFIX = "dlq_";

    public static final String REASON = "dlq_reason";
    /// Who could not apply it, by the name of its group without a cluster's prefix.
    public static final String CONSUMER = "dlq_consumer";

    public static final String TOPIC = "dlq_topic";
    public static final String PARTITION = "dlq_partition";
    public static final String OFFSET = "dlq_offset";
    public static final String TIME = "dlq_time";
    /// The record's own key; absent where it had none.
    public static final String KEY = "dlq_key";

    /// Present where the record was a tombstone itself, which would settle on the dead-letter topic: it is kept with an
    /// empty value.
    public static final String TOMBSTONE = "dlq_tombstone";

    private DeadLetterHeaders() {}

    /// The key on the dead-letter topic.
    public static String key(String consumer, String topic, int partition, long offset) {
        return keysOf(consumer) + topic + "/" + partition + ":" + offset;
    }

    /// What all keys of a consumer begin with.
    public static String keysOf(String consumer) {
        return consumer + " ";
    }
}
