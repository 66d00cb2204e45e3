package com.smipay.support.kit.identity;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;

/// Applies the records of an identity topic to a service's replica (`decisions.md` 30, 43). The newer one wins, in
/// whatever order they come and however often.
public final class IdentityProjector<T> implements RecordHandler {
    private final IdentityRecordReader<T> reader;
    private final PartitionEnds ends;
    private final IdentityReplica<T> replica;

    private IdentityProjector(IdentityRecordReader<T> reader, PartitionEnds ends, IdentityReplica<T> replica) {
        this.reader = reader;
        this.ends = ends;
        this.replica = replica;
    }

    /// Of `identity.users.v1`.
    public static IdentityProjector<Person> ofPeople(PartitionEnds ends, IdentityReplica<Person> replica) {
        return new IdentityProjector<>(IdentityRecordReader.ofPeople(), ends, replica);
    }

    /// Of `identity.registration-sessions.v1`.
    public static IdentityProjector<RegistrationSession> ofSessions(
            PartitionEnds ends, IdentityReplica<RegistrationSession> replica) {
        return new IdentityProjector<>(IdentityRecordReader.ofSessions(), ends, replica);
    }

    @Override
    public void handle(InboundRecord inbound) {
        IdentityRecord<T> identity = reader.read(inbound.key(), inbound.value());
        RecordPosition position = RecordPosition.of(inbound);
        while (!replica.take(identity, position) && isOfAnotherTopic(inbound, identity.id())) {
            replica.disownSource(identity.id());
        }
        replica.follow(identity.id());
    }

    /// A topic that ends before the record that was applied last is not the topic of that record: it was made anew,
    /// and its offsets begin again.
    private boolean isOfAnotherTopic(InboundRecord inbound, String id) {
        return replica.applied(id)
                .filter(last -> last.source().offset()
                        >= ends.end(inbound.topic(), last.source().partition()))
                .isPresent();
    }
}
