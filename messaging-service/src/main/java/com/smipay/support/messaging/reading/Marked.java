package com.smipay.support.messaging.reading;

import java.time.Instant;
import java.util.UUID;

/// The mark that stands (`decisions.md` 38).
///
/// @param lastMessageId the newest message that is read
public record Marked(String ticketNumber, UUID lastMessageId, Instant readAt) {}
