package com.smipay.support.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `live-chat-api.md`, Rules and readings 7, 8, 12.
class ChatRulesTest {
    private static final UUID ID = new UUID(7, 7);
    private static final Words X = new Words("x", null);
    private static final Set<String> ROLES = Set.of("admin");
    private static final String CONTACT = "john@example.com";
    private static final Person ADA = new Person("ada", null, null, "Ada", null, true);
    private static final Person OWNER = new Person("u-1", CONTACT, CONTACT, "Jo", null, false);

    @ParameterizedTest(name = "a chat of {0}, closed {1}: claim {2}, reply {3}, handover {4}, close {5}")
    @CsvSource({
        "nobody, false, may,                assigns,          ONLY_ITS_AGENT_HANDS_OVER, may",
        "ada,    false, may,                keeps,            may,                       may",
        "bola,   false, CLAIMED_BY_ANOTHER, OF_ANOTHER_AGENT, ONLY_ITS_AGENT_HANDS_OVER, may",
        "nobody, true,  CLOSED_TO_CLAIM,    CHAT_CLOSED,      CLOSED_TO_HANDOVER,        CLOSED_ALREADY",
        "ada,    true,  CLOSED_TO_CLAIM,    CHAT_CLOSED,      CLOSED_TO_HANDOVER,        CLOSED_ALREADY",
        "bola,   true,  CLOSED_TO_CLAIM,    CHAT_CLOSED,      CLOSED_TO_HANDOVER,        CLOSED_ALREADY",
    })
    void whatAdaMayDo(String agent, boolean closed, String claim, String reply, String handover, String close) {
        Conversation conversation = chat(agent.equals("nobody") ? null : agent, closed, null, "u-1");
        Chat chat = conversation.chat();

        assertThat(ChatRules.claim(chat, "ada").map(Enum::name).orElse("may")).isEqualTo(claim);
        assertThat(ChatRules.handover(chat, "ada", "zed").map(Enum::name).orElse("may"))
                .isEqualTo(handover);
        assertThat(ChatRules.close(chat).map(Enum::name).orElse("may")).isEqualTo(close);
        assertThat(described(ChatRules.reply(conversation, ID, X, false, ADA, ROLES)))
                .isEqualTo(reply);
        assertThat(described(ChatRules.reply(conversation, ID, X, true, ADA, ROLES)))
                .as("notes are open")
                .isEqualTo("keeps");
    }

    /// Closed: the ticket's rules alone hold there.
    @ParameterizedTest(name = "a chat of {0}, closed {1}: by the ticket''s door {2}")
    @CsvSource({
        "nobody, false, assigns",
        "ada,    false, keeps",
        "bola,   false, OF_ANOTHER_AGENT",
        "nobody, true,  keeps",
        "bola,   true,  keeps",
    })
    void whileTheChatIsOpenItsAgentAloneRepliesByTheTicketsDoor(String agent, boolean closed, String reply) {
        Conversation conversation = chat(agent.equals("nobody") ? null : agent, closed, null, "u-1");

        assertThat(described(PostingRules.reply(conversation, ID, X, false, ADA, ROLES)))
                .isEqualTo(reply);
        assertThat(described(PostingRules.reply(conversation, ID, X, true, ADA, ROLES)))
                .isEqualTo("keeps");
    }

    @Test
    void aHandoverIsToSomebodyElseAndAnsweredOnceByThem() {
        assertThat(ChatRules.handover(chat("ada", false, null, "u-1").chat(), "ada", "ada"))
                .contains(ChatRule.HANDOVER_TO_SELF);
        assertThat(ChatRules.respond(handover(HandoverStatus.PENDING), "bola")).isEmpty();
        assertThat(ChatRules.respond(handover(HandoverStatus.PENDING), "ada"))
                .contains(ChatRule.ONLY_THE_TARGET_RESPONDS);
        assertThat(ChatRules.respond(handover(HandoverStatus.REJECTED), "bola")).contains(ChatRule.HANDOVER_RESOLVED);
        assertThat(ChatRules.respond(handover(HandoverStatus.REJECTED), "ada"))
                .as("who asks is looked at first")
                .contains(ChatRule.ONLY_THE_TARGET_RESPONDS);
    }

    @ParameterizedTest(name = "closed {0}, rated {1}: {2}")
    @CsvSource({"true, , may", "false, , OPEN_TO_RATE", "true, 3, RATED_ALREADY", "false, 3, RATED_ALREADY"})
    void aClosedChatIsRatedOnce(boolean closed, @Nullable Integer rating, String verdict) {
        assertThat(ChatRules.rate(chat(null, closed, rating, "u-1").chat())
                        .map(Enum::name)
                        .orElse("may"))
                .isEqualTo(verdict);
    }

    @Test
    void aUserWritesWhileItIsOpenAndBindsAGuestsChat() {
        Accepted bound = (Accepted) ChatRules.message(chat(null, false, null, null), ID, X, OWNER);

        assertThat(bound.draft().claimedBy()).isEqualTo(OWNER.toActor());
        assertThat(((Accepted) ChatRules.message(chat(null, false, null, "u-1"), ID, X, OWNER))
                        .draft()
                        .claimedBy())
                .isNull();
        assertThat(ChatRules.message(chat(null, true, null, "u-1"), ID, X, OWNER))
                .isEqualTo(new Refused(Reason.CHAT_CLOSED));
    }

    @ParameterizedTest(name = "closed {0}, on its device {1}, email {2}: {3}")
    @CsvSource({
        "false, false, john@example.com, keeps",
        "false, false, x@y.com,          WRONG_EMAIL",
        "false, true,  x@y.com,          EMAIL_MISMATCH",
        "true,  false, x@y.com,          CHAT_CLOSED",
    })
    void aGuestWritesByTheChatsEmail(boolean closed, boolean onItsDevice, String email, String verdict) {
        Visitor guest = new Visitor(null, conversation -> onItsDevice, email);

        assertThat(described(ChatRules.guestMessage(chat(null, closed, null, null), ID, X, guest)))
                .isEqualTo(verdict);
    }

    private static String described(PostingVerdict verdict) {
        return switch (verdict) {
            case Refused refused -> refused.reason().name();
            case Accepted accepted -> accepted.draft().assignedUnder() == null ? "keeps" : "assigns";
        };
    }

    private static Handover handover(HandoverStatus status) {
        return new Handover(ID, ID, "ada", "Ada", "bola", "Bola", null, status, Instant.EPOCH, null);
    }

    private static Conversation chat(
            @Nullable String agent, boolean closed, @Nullable Integer rating, @Nullable String owner) {
        Chat chat = new Chat(
                1,
                agent,
                agent,
                agent == null ? null : Instant.EPOCH,
                closed ? Instant.EPOCH : null,
                rating,
                null,
                Instant.EPOCH);
        return new Conversation(
                ID,
                new Owner(owner, CONTACT, "John Doe"),
                null,
                null,
                AccessRulesTest.ticket(TicketStatus.PENDING),
                chat,
                1,
                1,
                new Conversation.Newest(ID, 1, true, Instant.EPOCH),
                null,
                null,
                null);
    }
}
