package com.smipay.support.messaging.domain;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation as one look at the database found it: one that a ticket opened, a chat, or both once a ticket was
/// made of the chat, under the one id (`live-chat-api.md`). It always has its opening message.
///
/// @param id which is that of its ticket, too
/// @param owner with an empty email where nobody knows one: of some chats, and of whoever was erased
/// @param guestProof proves the creating device while it belongs to no user yet; null otherwise
/// @param phoneNumber E.164, or what a registration told that is none
/// @param ticketOrNull null for a chat of which no ticket was made
/// @param chatOrNull null for what began as a ticket
/// @param seq of the newest message or note: there are as many
/// @param visibleCount messages that the user may see
/// @param newest the newest message that the user may see
/// @param lastReplyAt when support last answered visibly
/// @param readMark how far the user has read; null for nothing
/// @param emailsRefusedFor for how long no email is compared, after too many wrong ones; null where one is
public record Conversation(
        UUID id,
        Owner owner,
        @Nullable String guestProof,
        @Nullable String phoneNumber,
        @Nullable Ticket ticketOrNull,
        @Nullable Chat chatOrNull,
        long seq,
        long visibleCount,
        Newest newest,
        @Nullable Instant lastReplyAt,
        @Nullable ReadMark readMark,
        @Nullable Duration emailsRefusedFor) {
    /// Messages and notes together (`decisions.md` 56).
    public static final int MOST_MESSAGES = 5_000;

    public record Newest(UUID id, long seq, boolean isFromUser, Instant createdAt) {}

    /// @param seq of the newest message that is read
    public record ReadMark(UUID messageId, long seq, Instant at) {}

    /// Null where nobody knows one.
    public @Nullable String contactEmail() {
        return owner.email().isEmpty() ? null : owner.email();
    }

    /// At the ticket's doors, where there always is one.
    public Ticket ticket() {
        return Objects.requireNonNull(ticketOrNull, "there is no ticket");
    }

    /// At the chat's doors, where it always is one.
    public Chat chat() {
        return Objects.requireNonNull(chatOrNull, "it is no chat");
    }

    /// Whether it is a chat that takes messages.
    public boolean isOpenChat() {
        return chatOrNull != null && !chatOrNull.isClosed();
    }

    /// The chat's.
    public ConversationStatus chatStatus() {
        return ConversationStatus.following(chat().isClosed(), newest.isFromUser());
    }

    /// By what wrong emails are counted for it (`decisions.md` 65), in upper case.
    public String guessedAs() {
        return (ticketOrNull == null ? id.toString() : ticketOrNull.number()).toUpperCase(java.util.Locale.ROOT);
    }

    /// The last thing that a user would call news of the ticket: a change of status, or a visible message
    /// (`decisions.md` 59).
    public Instant updatedAt() {
        Instant statusChangedAt = ticket().statusChangedAt();
        return newest.createdAt().isAfter(statusChangedAt) ? newest.createdAt() : statusChangedAt;
    }

    /// Likewise of the chat: a visible message, or that it was closed.
    public Instant chatUpdatedAt() {
        Instant closedAt = chat().closedAt();
        return closedAt == null || newest.createdAt().isAfter(closedAt) ? newest.createdAt() : closedAt;
    }

    /// Whether it takes nothing more.
    public boolean isFull() {
        return seq >= MOST_MESSAGES;
    }

    /// A mark only moves forward (`decisions.md` 38).
    public boolean isReadUpTo(long seq) {
        return readMark != null && readMark.seq() >= seq;
    }
}
