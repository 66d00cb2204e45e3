package com.smipay.support.messaging.chat;

import java.time.Instant;
import java.util.UUID;

/// The mark that stands in a chat (`decisions.md` 38).
///
/// @param lastMessageId the newest message that is read
public record MarkedChat(UUID conversationId, UUID lastMessageId, Instant readAt) {}
