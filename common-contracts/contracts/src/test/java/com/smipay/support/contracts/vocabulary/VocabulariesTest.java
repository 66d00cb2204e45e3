package com.smipay.support.contracts.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.json.Json;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabulariesTest {
    /// `support-api.md`, Support Types.
    @Test
    void supportTypesAreTheFifteenOfTheContract() {
        assertThat(SupportType.words())
                .containsExactly(
                        "GENERAL_INQUIRY",
                        "REGISTRATION_ISSUE",
                        "LOGIN_ISSUE",
                        "TRANSACTION_ISSUE",
                        "PAYMENT_ISSUE",
                        "ACCOUNT_ISSUE",
                        "WALLET_ISSUE",
                        "CARD_ISSUE",
                        "KYC_VERIFICATION_ISSUE",
                        "SECURITY_ISSUE",
                        "BILLING_ISSUE",
                        "REFUND_REQUEST",
                        "FEATURE_REQUEST",
                        "BUG_REPORT",
                        "OTHER");
    }

    /// `support-api.md`, Ticket Status.
    @ParameterizedTest
    @CsvSource({
        "pending, false",
        "in_progress, false",
        "waiting_user, false",
        "escalated, false",
        "resolved, true",
        "closed, true"
    })
    void ticketIsSettledWhenResolvedOrClosed(String word, boolean settled) {
        assertThat(TicketStatus.of(word).isSettled()).isEqualTo(settled);
        assertThat(TicketStatus.words()).hasSize(6);
    }

    /// `admin-api.md`, List: by rank, not by the alphabet.
    @Test
    void prioritiesRise() {
        assertThat(Priority.words()).containsExactly("low", "medium", "high", "urgent");
        assertThat(Priority.URGENT).isGreaterThan(Priority.HIGH);
    }

    /// `live-chat-api.md`, What a conversation is.
    @ParameterizedTest
    @CsvSource({
        "false, true, active",
        "false, false, waiting_user",
        "true, true, closed",
        "true, false, closed",
    })
    void conversationIsClosedOrWaitsForWhoDidNotWriteLast(boolean closed, boolean newestFromUser, String word) {
        assertThat(ConversationStatus.following(closed, newestFromUser)).isEqualTo(ConversationStatus.of(word));
        assertThat(ConversationStatus.words()).containsExactly("active", "waiting_support", "waiting_user", "closed");
    }

    /// `live-chat-api.md`, rule 3.
    @Test
    void handoverIsPendingUntilItIsAcceptedOrRejected() {
        assertThat(HandoverStatus.words()).containsExactly("pending", "accepted", "rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "PENDING", "Pending", "pending ", "general_inquiry", "null"})
    void anyOtherSpellingIsNoWord(String word) {
        assertThat(TicketStatus.parse(word)).isEmpty();
        assertThat(Priority.parse(word)).isEmpty();
        assertThat(SupportType.parse(word)).isEmpty();
        assertThat(ConversationStatus.parse(word)).isEmpty();
        assertThat(HandoverStatus.parse(word)).isEmpty();
        assertThatThrownBy(() -> TicketStatus.of(word)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Priority.of(word)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SupportType.of(word)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsCrossTheWireAsTheyAre() throws JsonProcessingException {
        assertThat(Json.mapper().writeValueAsString(TicketStatus.WAITING_USER)).isEqualTo("\"waiting_user\"");
        assertThat(Json.mapper().readValue("\"urgent\"", Priority.class)).isEqualTo(Priority.URGENT);
        assertThat(Arrays.stream(SupportType.values()).map(SupportType::wire).map(SupportType::of))
                .containsExactly(SupportType.values());
    }
}
