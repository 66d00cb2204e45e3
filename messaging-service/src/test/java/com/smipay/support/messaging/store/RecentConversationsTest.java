package com.smipay.support.messaging.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Conversation;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RecentConversationsTest {
    @AutoClose
    private final StoreFixture store = new StoreFixture();

    @Test
    void noMoreThanSoManyAreRemembered() {
        Conversation conversation = store.opened(TicketStates.guest());
        RecentConversations<Integer> recent = new RecentConversations<>();
        int all = 3 * RecentConversations.MOST_REMEMBERED;

        IntStream.range(0, all).forEach(i -> recent.remember(i, conversation));

        assertThat(IntStream.range(0, all).mapToObj(recent::find).flatMap(Optional::stream))
                .hasSize(RecentConversations.MOST_REMEMBERED)
                .containsOnly(conversation);
    }
}
