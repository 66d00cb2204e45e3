package com.smipay.support.messaging.posting;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.messaging.domain.Draft;
import com.smipay.support.messaging.domain.Ticket;
import com.smipay.support.messaging.store.OutboxEvent;

/// A message that stands in its ticket now.
///
/// @param ticket as it was when the message was decided on
public record SentMessage(Ticket ticket, Draft draft, OutboxEvent<MessageEvent.Posted> event) {}
