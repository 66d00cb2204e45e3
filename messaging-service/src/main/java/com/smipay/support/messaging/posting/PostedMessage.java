package com.smipay.support.messaging.posting;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.messaging.domain.ConversationPage;

/// A message that came through `request-support`.
///
/// @param event that stands in the outbox
/// @param page the ticket after it, as far as its sender may see it
public record PostedMessage(EventEnvelope event, ConversationPage page) {}
