package com.smipay.support.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {
    private static final UUID ID = new UUID(3, 3);

    @ParameterizedTest(name = "read up to {0}, marking {1}: stands {2}")
    @CsvSource({"0, 1, false", "1, 1, true", "2, 1, true", "1, 2, false"})
    void aMarkStandsWhereItIsAsFarOrFurther(long readSeq, long target, boolean stands) {
        Conversation.ReadMark mark = readSeq == 0 ? null : new Conversation.ReadMark(ID, readSeq, Instant.EPOCH);

        assertThat(conversation(Instant.EPOCH, mark).isReadUpTo(target)).isEqualTo(stands);
    }

    @Test
    void theLastUpdateIsTheNewerOfTicketAndMessage() {
        Instant later = Instant.EPOCH.plusMillis(1);

        assertThat(conversation(later, null).updatedAt()).isEqualTo(later);
        assertThat(conversation(Instant.EPOCH.minusMillis(1), null).updatedAt()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest(name = "newest {0}, limit {1}, before {2}: up to {3}")
    @CsvSource({"9, , , 9", "9, 3, , 9", "9, 3, 5, 4", "9, , 1, 0"})
    void pagesEndAtTheNewestOrBeforeAMessage(long newest, @Nullable Integer limit, @Nullable Long before, long upTo) {
        Conversation conversation = AccessRulesTest.conversation(
                null,
                AccessRulesTest.ticket(TicketStatus.PENDING),
                newest + 1,
                new Conversation.Newest(ID, newest, true, Instant.EPOCH));

        Page page = before == null ? Page.newest(conversation, limit) : Page.before(before, limit);

        assertThat(page).isEqualTo(new Page(upTo, limit == null ? 500 : limit));
        assertThat(Page.newestWithNotes(conversation, limit).upTo()).isEqualTo(newest + 1);
    }

    @ParameterizedTest(name = "from user {0}, shown as {1} <{2}>: {3} <{4}>")
    @CsvSource({
        "false, Support, s@s.com, Support, s@s.com",
        "false, Support, ,        Support, ada@smipay.com",
        "false, ,        s@s.com, Ada,     s@s.com",
        "false, ,        ,        Ada,     ada@smipay.com",
        "true,  Support, s@s.com, Ada,     ada@smipay.com",
    })
    void settingsReplaceSupportsNameAndAddressAndNobodyElses(
            boolean fromUser, @Nullable String name, @Nullable String email, String shownName, String shownEmail) {
        MessageState message =
                new MessageState(ID, 2, "text", fromUser, false, "a-1", "Ada", "ada@smipay.com", Instant.EPOCH);

        MessageState shown = new SupportIdentity(name, email).shownToUsers(message);

        assertThat(shown)
                .isEqualTo(
                        new MessageState(ID, 2, "text", fromUser, false, "a-1", shownName, shownEmail, Instant.EPOCH));
    }

    /// Somebody of support without a name goes by the address, which the setting is to hide.
    @Test
    void anAddressThatStandsForANameIsHiddenWithIt() {
        MessageState message =
                new MessageState(ID, 2, "text", false, false, "a-1", "ada@smipay.com", "ada@smipay.com", Instant.EPOCH);

        MessageState shown = new SupportIdentity(null, "s@s.com").shownToUsers(message);

        assertThat(shown.senderName()).isEqualTo("s@s.com");
        assertThat(new SupportIdentity(null, null).shownToUsers(message)).isEqualTo(message);
    }

    private static Conversation conversation(Instant newestAt, Conversation.@Nullable ReadMark mark) {
        return new Conversation(
                ID,
                new Owner(null, "john@example.com", null),
                null,
                null,
                AccessRulesTest.ticket(TicketStatus.PENDING),
                null,
                1,
                1,
                new Conversation.Newest(ID, 1, true, newestAt),
                null,
                mark,
                null);
    }
}
