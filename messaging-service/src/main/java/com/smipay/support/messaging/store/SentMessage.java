package com.smipay.support.messaging.store;

import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Draft;

/// A message that stands in its conversation now.
///
/// @param conversation as it was when the message was decided on
public record SentMessage(Conversation conversation, Draft draft, WrittenMessage written) {}
