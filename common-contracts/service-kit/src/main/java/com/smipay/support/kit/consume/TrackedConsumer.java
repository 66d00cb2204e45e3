package com.smipay.support.kit.consume;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A consumer that notes its progress on every poll, and shows around what the poll brought. The connector polls only
/// when it has emitted all that it had,
/// and the subscriber handles on the spot, so at a poll everything before it is handled.
class TrackedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Progress progress;
    private final BooleanSupplier intact;
    private final Consumer<ConsumerRecords<byte[], byte[]>> ahead;

    /// @param intact false once a record was left unhandled: from then on positions prove nothing
    /// @param ahead gets what each poll brings before anybody else
    TrackedConsumer(
            Map<String, Object> config,
            Progress progress,
            BooleanSupplier intact,
            Consumer<ConsumerRecords<byte[], byte[]>> ahead) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.progress = progress;
        this.intact = intact;
        this.ahead = ahead;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (intact.getAsBoolean()) {
            progress.note(this);
        }
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        ahead.accept(polled);
        return polled;
    }

    /// The default would wait half a minute for a broker that is away, and a member with a lasting name would stay in
    /// its group, with partitions that nobody reads.
    @Override
    public void close() {
        super.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
