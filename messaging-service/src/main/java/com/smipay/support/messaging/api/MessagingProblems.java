package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Refusal;
import io.helidon.http.Status;

/// The refusals of this service, with their stable codes and the contract's texts (`support-api.md`, Error Handling;
/// `decisions.md` 45).
public final class MessagingProblems {
    private MessagingProblems() {}

    /// For a ticket that does not exist, and word for word the same for one that this caller may not know of
    /// (`decisions.md` 12).
    ///
    /// @param reference as the caller wrote it
    public static Problem unknownTicket(String reference) {
        return Problem.of(Status.NOT_FOUND_404, "TICKET_NOT_FOUND", "Ticket " + reference + " not found");
    }

    /// @param reference of the ticket, as the caller wrote it
    public static Problem of(Refusal refusal, String reference) {
        return switch (refusal) {
            case Refusal.NotFound unknown -> unknownTicket(reference);
            case Refusal.UnknownMessage unknown -> ReadMarkRequest.unknownMessage();
            case Refusal.NotTaken notTaken -> of(notTaken.reason());
            case Refusal.TooManyEmails tooMany -> Problem.rateLimited(tooMany.retryAfter());
            case Refusal.AgainstChat against -> ConversationProblems.of(against.rule());
            case Refusal.HasTicket has -> ConversationProblems.hasTicket(has.number());
        };
    }

    private static Problem of(PostingVerdict.Reason reason) {
        return switch (reason) {
            case WRONG_EMAIL, EMAIL_MISMATCH, EMAILS_REFUSED ->
                refused("EMAIL_MISMATCH", "Email does not match the ticket owner");
            case TICKET_NOT_OPEN -> refused("TICKET_NOT_OPEN", "Cannot add messages to a closed or resolved ticket");
            case CHAT_CLOSED -> refused("CONVERSATION_CLOSED", "This conversation has been closed");
            case OF_ANOTHER_AGENT -> ConversationProblems.ofAnotherAgent();
            case TICKET_FULL -> refused("TICKET_FULL", "This ticket takes no more messages, please open a new one");
        };
    }

    /// A message id that stands in no conversation, or not in this one, or that this caller may not see.
    public static Problem unknownMessage(String field) {
        return Problem.invalid(field, field + " is no message of this ticket");
    }

    private static Problem refused(String code, String message) {
        return Problem.of(Status.BAD_REQUEST_400, code, message);
    }
}
