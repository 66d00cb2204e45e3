package com.smipay.support.messaging.posting;

import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.PostingRules;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Visitor;
import java.util.UUID;

/// A user's message on its way into a ticket.
///
/// @param sender with the email that they give
/// @param id that the message gets
/// @param seen the ticket, as it is or as an earlier message found it
public record MessageAttempt(
        NewMessage message, Visitor sender, UUID id, TicketReference reference, Conversation seen) {
    PostingVerdict on(Conversation conversation) {
        return PostingRules.message(conversation, id, message.words(), sender);
    }
}
