package com.smipay.support.ticket.conversion;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.ticket.store.ConvertedTickets.Copied;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the messaging service asks for in an agent's name: it has checked all of it.
///
/// @param attempt by which the same request is known when it comes again
/// @param priority null lets the type decide
/// @param by the agent
/// @param assignedTo whose conversation it is; null while it is nobody's
/// @param owner of the conversation, with an empty email where nobody knows one
/// @param ownerByToken what tokens have said of the owner there, who may never have called here; null where nothing
/// @param deviceMetadata a JSON object
/// @param firstMessage of the conversation, always `seq` 1
public record ConversionRequest(
        UUID attempt,
        String subject,
        String description,
        SupportType supportType,
        @Nullable Priority priority,
        @Nullable String relatedTransactionId,
        Actor by,
        @Nullable String assignedTo,
        Owner owner,
        @Nullable Actor ownerByToken,
        @Nullable String guestProof,
        @Nullable String phoneNumber,
        String deviceMetadata,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        MessageState firstMessage,
        Copied conversation) {}
