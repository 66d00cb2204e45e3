package com.smipay.support.kit.identity;

import org.jspecify.annotations.Nullable;

/// What a record of an identity topic says.
///
/// @param id of the person or the session, in lower case where it is a UUID
/// @param told null for a tombstone
public record IdentityRecord<T>(String id, @Nullable T told) {}
