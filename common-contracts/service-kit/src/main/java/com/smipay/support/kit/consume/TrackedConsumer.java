package com.smipay.support.kit.consume;

import com.smipay.support.kit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A consumer that notes its progress on every poll, and shows around what the poll brought. The connector polls only
/// when it has emitted all that it had, and the subscriber handles on the spot, so at a poll everything before it is
/// handled.
///
/// A poll of which everything is done with is committed right here and never emitted: nearly everything was told
/// before, and what the connector does for a record costs more than to see that (ADR 0039).
///
/// What is put off because somebody holds its row ([HeldPartitions]) counts as emitted for the connector: here it is
/// neither committed nor counted as handled, and comes again.
///
/// The connector commits a record once. What the group does not take then, as during a rebalance, is committed here
/// with the next poll: it may be hours until the partition has another record, and a replica that starts waits for
/// it ([CatchUp]).
class TrackedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TrackedConsumer.class);
    private static final Duration COMMIT = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Progress progress;
    private final BooleanSupplier intact;
    private final Predicate<ConsumerRecords<byte[], byte[]>> ahead;
    private final HeldPartitions held;
    private boolean isCommitBehind;

    /// @param intact false once a record was left unhandled: from then on positions prove nothing
    /// @param ahead gets what each poll brings before anybody else, and says whether all of it is done with
    /// @param held what is put off of what the polls have brought
    TrackedConsumer(
            Map<String, Object> config,
            Progress progress,
            BooleanSupplier intact,
            Predicate<ConsumerRecords<byte[], byte[]>> ahead,
            HeldPartitions held) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.progress = progress;
        this.intact = intact;
        this.ahead = ahead;
        this.held = held;
        KafkaClients.bound(this);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!intact.getAsBoolean()) {
            return super.poll(timeout);
        }
        held.arrange(this);
        progress.note(this);
        if (isCommitBehind) {
            commit();
        }
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        if (polled.isEmpty() || !ahead.test(polled)) {
            return polled;
        }
        commit();
        return ConsumerRecords.empty();
    }

    /// The connector's way to commit, which it goes once.
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            commitOnce(held.committable(offsets));
        } catch (KafkaException e) {
            isCommitBehind = true;
            throw e;
        }
    }

    /// Tests refuse it.
    void commitOnce(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.commitSync(offsets);
    }

    /// Everything up to the positions. What can't be committed now is tried again with the next poll, or comes again.
    private void commit() {
        try {
            commitSync(COMMIT);
            isCommitBehind = false;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            isCommitBehind = true;
            LOG.debug("Records that are done with could not be committed", e);
        }
    }

    /// The default would wait half a minute for a broker that is away, and a member with a lasting name would stay in
    /// its group, with partitions that nobody reads.
    @Override
    public void close() {
        super.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
