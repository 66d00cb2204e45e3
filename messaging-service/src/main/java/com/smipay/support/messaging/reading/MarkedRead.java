package com.smipay.support.messaging.reading;

import java.time.Instant;
import java.util.UUID;

/// The mark that stands (`decisions.md` 38).
///
/// @param lastMessageId the newest message that is read
record MarkedRead(String ticketNumber, UUID lastMessageId, Instant readAt) {}
