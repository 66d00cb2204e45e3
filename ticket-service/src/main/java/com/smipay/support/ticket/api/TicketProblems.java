package com.smipay.support.ticket.api;

import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.ticket.domain.Refusal;
import io.helidon.http.Status;
import java.util.List;

/// The refusals of this service, with their stable codes and the contract's texts (`support-api.md`, Error
/// Handling; `decisions.md` 45).
public final class TicketProblems {
    private TicketProblems() {}

    /// @param reference of the ticket, as the caller wrote it
    public static Problem of(Refusal refusal, String reference) {
        return switch (refusal) {
            case UNKNOWN_TICKET -> unknownTicket(reference);
            case NOT_AN_ADMIN ->
                Problem.invalid(
                        "NOT_AN_ADMIN",
                        List.of(new FieldError("assigned_to", "A ticket can only be assigned to an admin")));
            case INVALID_SESSION, ACCOUNT_GONE -> ofOpening(refusal);
        };
    }

    /// Of a ticket that is not there yet.
    public static Problem ofOpening(Refusal refusal) {
        return switch (refusal) {
            case INVALID_SESSION ->
                Problem.invalid("INVALID_SESSION", List.of(new FieldError("session_id", "Invalid session ID")));
            case ACCOUNT_GONE -> Problem.invalid("user_id", "user_id must be an account that is there");
            case UNKNOWN_TICKET, NOT_AN_ADMIN ->
                throw new IllegalArgumentException("No opening is refused for " + refusal);
        };
    }

    /// @param reference as the caller wrote it
    public static Problem unknownTicket(String reference) {
        return Problem.of(Status.NOT_FOUND_404, "TICKET_NOT_FOUND", "Ticket " + reference + " not found");
    }
}
