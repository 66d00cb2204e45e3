package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Problem;
import com.smipay.support.messaging.domain.ChatRule;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Refusal;
import io.helidon.http.Status;

/// What refusals about chats are answered with (`live-chat-api.md`, User side, Admin side, reading 12).
final class ConversationProblems {
    private ConversationProblems() {}

    /// A conversation that does not exist, is no chat, or is none that this caller may know of.
    static Problem unknown() {
        return Problem.of(Status.NOT_FOUND_404, "CONVERSATION_NOT_FOUND", "Conversation not found");
    }

    /// At the user's doors.
    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound unknown -> unknown();
            case Refusal.UnknownMessage unknown -> unknownMessage("last_message_id");
            case Refusal.NotTaken notTaken -> notTaken(notTaken.reason());
            case Refusal.TooManyEmails tooMany -> Problem.rateLimited(tooMany.retryAfter());
            case Refusal.AgainstChat against -> of(against.rule());
            case Refusal.HasTicket has -> hasTicket(has.number());
        };
    }

    /// At the agents' doors, which say something else of a chat that is closed.
    static Problem ofReply(Refusal refusal) {
        return refusal.equals(new Refusal.NotTaken(PostingVerdict.Reason.CHAT_CLOSED))
                ? closed("Cannot reply to a closed conversation")
                : of(refusal);
    }

    private static Problem notTaken(PostingVerdict.Reason reason) {
        return switch (reason) {
            case WRONG_EMAIL, EMAIL_MISMATCH, EMAILS_REFUSED ->
                refused("EMAIL_MISMATCH", "Email does not match the conversation owner");
            case CHAT_CLOSED, TICKET_NOT_OPEN -> closed("This conversation has been closed");
            case OF_ANOTHER_AGENT -> ofAnotherAgent();
            case TICKET_FULL ->
                refused("TICKET_FULL", "This conversation takes no more messages, please start a new one");
        };
    }

    static Problem of(ChatRule rule) {
        return switch (rule) {
            case CLOSED_TO_CLAIM -> closed("Cannot claim a closed conversation");
            case CLAIMED_BY_ANOTHER ->
                refused(
                        "CONVERSATION_ASSIGNED",
                        "This conversation is already assigned to another support agent."
                                + " Use the handover flow to request a transfer.");
            case CLOSED_ALREADY -> closed("Conversation is already closed");
            case UNKNOWN_HANDOVER -> Problem.of(Status.NOT_FOUND_404, "HANDOVER_NOT_FOUND", "Handover not found");
            case CLOSED_TO_HANDOVER -> closed("Cannot transfer a closed conversation");
            case ONLY_ITS_AGENT_HANDS_OVER ->
                forbidden("NOT_ASSIGNED_AGENT", "Only the currently assigned agent can initiate a handover");
            case HANDOVER_TO_SELF -> refused("HANDOVER_TO_SELF", "Cannot transfer to yourself");
            case UNKNOWN_TARGET -> Problem.of(Status.NOT_FOUND_404, "TARGET_NOT_FOUND", "Target admin not found");
            case HANDOVER_PENDING ->
                refused("HANDOVER_PENDING", "There is already a pending handover for this conversation");
            case ONLY_THE_TARGET_RESPONDS ->
                forbidden("NOT_HANDOVER_TARGET", "Only the target admin can respond to this handover");
            case HANDOVER_RESOLVED -> refused("HANDOVER_RESOLVED", "This handover has already been resolved");
            case RATED_ALREADY -> refused("RATING_EXISTS", "Conversation already rated");
            case OPEN_TO_RATE -> refused("RATING_STATUS", "Can only rate closed conversations");
        };
    }

    static Problem ofAnotherAgent() {
        return forbidden(
                "NOT_ASSIGNED_AGENT",
                "This conversation is assigned to another support agent. Request a handover to take it over.");
    }

    static Problem hasTicket(String number) {
        return refused("CONVERSATION_HAS_TICKET", "This conversation already has ticket " + number);
    }

    /// A message id that stands in no conversation, or not in this one, or that this caller may not see.
    static Problem unknownMessage(String field) {
        return Problem.invalid(field, field + " is no message of this conversation");
    }

    private static Problem closed(String message) {
        return refused("CONVERSATION_CLOSED", message);
    }

    private static Problem refused(String code, String message) {
        return Problem.of(Status.BAD_REQUEST_400, code, message);
    }

    private static Problem forbidden(String code, String message) {
        return Problem.of(Status.FORBIDDEN_403, code, message);
    }
}
