package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    @Test
    void requestsAreDoneInOrderAndOneAtATime() {
        Inbox inbox = new Inbox(executor, 1_000);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());

        IntStream.range(0, 500)
                .forEach(i -> assertThat(inbox.offer(() -> done.add(i))).isTrue());

        until("the state", () -> done.size() == 500);
        assertThat(done).isSorted();
    }

    @Test
    void aFullInboxTakesNothingMoreUntilThereIsRoom() {
        Inbox inbox = new Inbox(executor, 2);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        inbox.offer(() -> {
            started.countDown();
            until("the state", () -> go.getCount() == 0);
        });
        until("the state", () -> started.getCount() == 0);

        assertThat(inbox.offer(() -> {})).isTrue();
        assertThat(inbox.offer(() -> {})).isTrue();
        assertThat(inbox.offer(() -> {})).isFalse();
        go.countDown();
        until("the state", () -> inbox.offer(() -> {}));
    }
}
