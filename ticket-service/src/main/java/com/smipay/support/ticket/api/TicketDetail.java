package com.smipay.support.ticket.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.identity.PersonView;
import com.smipay.support.ticket.store.TicketDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One ticket with everything about it (`admin-api.md`, Ticket detail). What is null for now is null
/// (`decisions.md` 40).
///
/// @param messages as messaging shows them to admins
/// @param totalMessages of the whole conversation, with its notes
/// @param hasMore whether others stand before these
record TicketDetail(
        @JsonUnwrapped TicketRow row,
        String description,
        @Nullable String resolutionNotes,
        @Nullable String resolvedBy,
        PersonView.@Nullable Summary resolvedByAdmin,
        @Nullable String relatedTransactionId,
        @Nullable String relatedRegistrationProgressId,
        JsonNode deviceMetadata,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String internalNotes,
        @Nullable JsonNode attachments,
        @Nullable String feedback,
        @Nullable JsonNode relatedTransaction,
        JsonNode messages,
        long totalMessages,
        boolean hasMore,
        List<Entry> history) {

    /// @param by null where the system did it, and for a guest
    record Entry(
            Instant at,
            PersonView.@Nullable Summary by,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    static TicketDetail of(TicketDetails.Detail detail, List<TicketDetails.Change> history, MessagePage page) {
        return new TicketDetail(
                TicketRow.of(detail.ticket(), detail.ticket().user()),
                detail.description(),
                detail.resolutionNotes(),
                detail.resolvedBy(),
                detail.resolvedByAdmin(),
                detail.relatedTransactionId(),
                null,
                detail.deviceMetadata(),
                detail.ipAddress(),
                detail.userAgent(),
                null,
                null,
                detail.feedback(),
                null,
                page.messages(),
                page.total(),
                page.hasMore(),
                history.stream().map(TicketDetail::entry).toList());
    }

    private static Entry entry(TicketDetails.Change change) {
        return new Entry(
                change.at(),
                PersonView.Summary.of(change.byId(), null, change.by()),
                change.change(),
                change.was(),
                change.became());
    }
}
