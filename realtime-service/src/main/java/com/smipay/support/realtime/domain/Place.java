package com.smipay.support.realtime.domain;

import java.util.UUID;

/// A room as a client speaks of it.
///
/// @param id of the ticket or the conversation that the door names
public record Place(Door door, UUID id) {}
