package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RecentConversationsTest {
    @AutoClose
    private final StoreFixture store = new StoreFixture();

    @Test
    void whoWroteLongestAgoIsForgottenFirst() {
        Conversation conversation = store.opened(TicketStates.guest());
        RecentConversations<Integer> recent = new RecentConversations<>();
        IntStream.rangeClosed(1, RecentConversations.MOST_REMEMBERED).forEach(i -> recent.remember(i, conversation));
        assertThat(recent.find(1)).contains(conversation);

        recent.remember(0, conversation);

        assertThat(recent.find(1)).isPresent();
        assertThat(recent.find(2)).isEmpty();
    }
}
