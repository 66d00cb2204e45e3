package com.smipay.support.ticket.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The answer to an opening, as the contract's sample prints it (`support-api.md` §1).
record OpenedAnswer(UserTicket ticket, String message) {
    private static final String CREATED = "Support ticket created successfully";
    private static final String TEXT =
            "Your ticket has been created. Our team will review it and respond as soon as possible.";

    record UserTicket(
            UUID id,
            String ticketNumber,
            String subject,
            String description,
            SupportType supportType,
            TicketStatus status,
            Priority priority,
            String email,
            @Nullable String phoneNumber,
            @Nullable String relatedTransactionId,
            @Nullable String resolutionNotes,
            @Nullable Integer satisfactionRating,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lastResponseAt,
            List<UserMessage> messages,
            int totalMessages,
            @Nullable UUID conversationId) {}

    record UserMessage(
            UUID id,
            String message,
            boolean isFromUser,
            @Nullable String senderName,
            String senderEmail,
            @Nullable JsonNode attachments,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientId) {}

    /// The number of the ticket in an answer that was given before.
    static String number(String json) {
        return text(json, "/data/ticket/ticket_number");
    }

    /// The id in a row that was answered before.
    static UUID rowId(String json) {
        return UUID.fromString(text(json, "/data/id"));
    }

    private static String text(String json, String pointer) {
        try {
            return Json.mapper().readTree(json).at(pointer).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A remembered answer that is no JSON", e);
        }
    }

    /// Of a ticket that was opened just now: nobody has answered it or rated it.
    static Envelope<OpenedAnswer> of(Ticket ticket) {
        TicketSubmission submission = ticket.submission();
        UserMessage first = new UserMessage(
                submission.firstMessageId(),
                submission.description(),
                true,
                submission.senderName(),
                submission.email(),
                null,
                submission.createdAt(),
                submission.clientId());
        UserTicket opened = new UserTicket(
                submission.id(),
                submission.number(),
                submission.subject(),
                submission.description(),
                submission.supportType(),
                ticket.standing().status(),
                ticket.priority(),
                submission.email(),
                submission.phoneNumber(),
                submission.relatedTransactionId(),
                null,
                null,
                submission.createdAt(),
                ticket.updatedAt(),
                null,
                List.of(first),
                1,
                null);
        return Envelope.of(CREATED, new OpenedAnswer(opened, TEXT));
    }
}
