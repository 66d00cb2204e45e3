package com.smipay.support.kit.identity;

import java.util.Optional;

/// A service's own copy of what an identity topic says.
public interface IdentityReplica<T> {
    /// An older record than the one applied last changes nothing.
    ///
    /// @return whether it was newer
    boolean take(IdentityRecord<T> identity, RecordPosition position);

    /// Empty while no record of them was applied.
    Optional<AppliedRecord> applied(String id);

    /// From now on every record is newer than what is known of them.
    void disownSource(String id);

    /// What is to be done after each record. It is done also where the record had been applied before: whoever applied
    /// it may not have come to an end.
    default void follow(String id) {}
}
