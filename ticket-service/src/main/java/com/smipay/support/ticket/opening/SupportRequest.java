package com.smipay.support.ticket.opening;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import org.jspecify.annotations.Nullable;

/// What somebody asks for (`support-api.md` §1).
///
/// @param subject trimmed
/// @param description exactly as sent
/// @param email trimmed and in lower case
/// @param phoneNumber E.164; null also where it was blank (`decisions.md` 52)
/// @param priority null where it is to be inferred
/// @param metadata a JSON object of the known fields that the body has
/// @param clientId by which the sender's app knows its message (`decisions.md` 64)
public record SupportRequest(
        String subject,
        String description,
        String email,
        @Nullable String phoneNumber,
        SupportType supportType,
        @Nullable Priority priority,
        @Nullable String relatedTransactionId,
        @Nullable String sessionId,
        ObjectNode metadata,
        @Nullable String clientId) {}
