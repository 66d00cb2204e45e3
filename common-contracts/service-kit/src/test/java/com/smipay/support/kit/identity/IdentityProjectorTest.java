package com.smipay.support.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.consume.InboundRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdentityProjectorTest {
    private long end = 100;
    private final Replica replica = new Replica();
    private final IdentityProjector<Person> projector = IdentityProjector.ofPeople((topic, partition) -> end, replica);

    /// In memory, as SQL does it.
    private static final class Replica implements IdentityReplica<Person> {
        private @Nullable AppliedRecord last;
        private final List<String> followed = new ArrayList<>();

        @Override
        public boolean take(IdentityRecord<Person> identity, RecordPosition position) {
            boolean newer = last == null || last.source().offset() < position.offset();
            if (newer) {
                last = new AppliedRecord(identity.id(), position, identity.told() == null);
            }
            return newer;
        }

        @Override
        public Optional<AppliedRecord> applied(String id) {
            return Optional.ofNullable(last);
        }

        @Override
        public void disownSource(String id) {
            last = new AppliedRecord(id, new RecordPosition(0, -1), false);
        }

        @Override
        public void follow(String id) {
            followed.add(id);
        }
    }

    @Test
    void anOlderRecordChangesNothingAndIsFollowedAllTheSame() {
        projector.handle(tombstone(7));
        projector.handle(tombstone(6));

        assertThat(replica.last).isEqualTo(new AppliedRecord("u-1", new RecordPosition(0, 7, Instant.EPOCH), true));
        assertThat(replica.followed).containsExactly("u-1", "u-1");
    }

    /// A broker that lost its data begins again at offset 0, and people stay reachable.
    @Test
    void aTopicThatWasMadeAnewIsBelieved() {
        projector.handle(tombstone(7));
        end = 1;

        projector.handle(tombstone(0));

        assertThat(replica.last).isEqualTo(new AppliedRecord("u-1", new RecordPosition(0, 0, Instant.EPOCH), true));
    }

    @Test
    void whileNobodyCanTellWhereTheTopicEndsItIsTheSame() {
        projector.handle(tombstone(7));
        end = Long.MAX_VALUE;

        projector.handle(tombstone(0));

        assertThat(replica.last).isEqualTo(new AppliedRecord("u-1", new RecordPosition(0, 7, Instant.EPOCH), true));
    }

    private static InboundRecord tombstone(long offset) {
        return new InboundRecord(Topics.IDENTITY_USERS, 0, offset, Instant.EPOCH, "u-1", Map.of(), null);
    }
}
