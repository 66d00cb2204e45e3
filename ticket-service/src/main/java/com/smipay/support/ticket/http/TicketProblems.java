package com.smipay.support.ticket.http;

import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.kit.http.Problem;
import io.helidon.http.Status;
import java.util.List;

/// The refusals of this service, with their stable codes and the contract's texts (`support-api.md`, Error Handling;
/// `decisions.md` 45).
public final class TicketProblems {

    private TicketProblems() {}

    /// @param reference as the caller wrote it
    public static Problem unknownTicket(String reference) {
        return Problem.of(Status.NOT_FOUND_404, "TICKET_NOT_FOUND", "Ticket " + reference + " not found");
    }

    public static Problem invalidSession() {
        return Problem.invalid("INVALID_SESSION", List.of(new FieldError("session_id", "Invalid session ID")));
    }

    public static Problem notAnAdmin() {
        return Problem.invalid(
                "NOT_AN_ADMIN", List.of(new FieldError("assigned_to", "A ticket can only be assigned to an admin")));
    }
}
