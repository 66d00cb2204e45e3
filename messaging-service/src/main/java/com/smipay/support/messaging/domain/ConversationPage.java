package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.MessageState;
import java.util.List;

/// A part of a conversation, as somebody may see it.
///
/// @param conversation as it was looked at just before
/// @param description what the ticket shows as its description
/// @param messages oldest first
public record ConversationPage(Conversation conversation, String description, List<MessageState> messages) {
    public ConversationPage {
        messages = List.copyOf(messages);
    }
}
