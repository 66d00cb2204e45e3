package com.smipay.support.messaging.conversion;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import org.jspecify.annotations.Nullable;

/// What an agent says of the ticket that they want made of a chat.
///
/// @param priority null for the one that follows from the type
public record TicketDraft(
        String subject,
        String description,
        SupportType supportType,
        @Nullable Priority priority,
        @Nullable String relatedTransactionId) {}
