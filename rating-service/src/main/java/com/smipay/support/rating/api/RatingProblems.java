package com.smipay.support.rating.api;

import com.smipay.support.kit.http.Problem;
import com.smipay.support.rating.domain.Verdict;
import io.helidon.http.Status;

/// The refusals of this service, with their stable codes and the contract's texts (`support-api.md`, Error
/// Handling; `decisions.md` 45).
final class RatingProblems {
    static final String OUT_OF_RANGE = "RATING_OUT_OF_RANGE";
    static final String OUT_OF_RANGE_TEXT = "Rating must be between 1 and 5";

    private RatingProblems() {}

    /// @param reference of the ticket, as the caller wrote it
    static Problem of(Verdict.Reason reason, String reference) {
        return switch (reason) {
            case UNKNOWN_TICKET ->
                Problem.of(Status.NOT_FOUND_404, "TICKET_NOT_FOUND", "Ticket " + reference + " not found");
            case NOT_THE_OWNER -> refused("NOT_TICKET_OWNER", "You can only rate your own tickets");
            case ALREADY_RATED -> refused("RATING_EXISTS", "Ticket already rated");
            case NOT_SETTLED -> refused("RATING_STATUS", "Can only rate resolved or closed tickets");
        };
    }

    private static Problem refused(String code, String message) {
        return Problem.of(Status.BAD_REQUEST_400, code, message);
    }
}
