package com.smipay.support.realtime.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private long now;
    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes);
    private final Connection connection = new Connection(
            UUID.randomUUID(), new Caller("john", null, true, null, null, Role.USER, Instant.MAX), channel, () -> {});
    private final Deliveries deliveries = new Deliveries(() -> now);

    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            count++;
            ctx.flush();
        }
    }

    private static Frame news(Object content) {
        return Frame.event("news", Map.of("n", content));
    }

    private List<String> written() {
        channel.runPendingTasks();
        List<String> texts = new ArrayList<>();
        for (TextWebSocketFrame frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            texts.add(frame.text());
            frame.release();
        }
        return texts;
    }

    @Test
    void whatWasGatheredComesInOrderAndWithOneFlush() {
        assertThat(deliveries.add(news(1), List.of(connection, connection))).isEqualTo(2);
        deliveries.add(news(2), List.of(connection));
        deliveries.send();

        assertThat(written())
                .containsExactly(
                        "42/support,[\"news\",{\"n\":1}]",
                        "42/support,[\"news\",{\"n\":1}]",
                        "42/support,[\"news\",{\"n\":2}]");
        assertThat(flushes.count).isEqualTo(1);
    }

    @Test
    void nothingIsSentTwice() {
        deliveries.add(news(1), List.of(connection));
        deliveries.send();
        deliveries.send();

        assertThat(written()).hasSize(1);
    }

    @Test
    void nobodyIsNoAudience() {
        assertThat(deliveries.add(news(1), List.of())).isZero();
        deliveries.send();

        assertThat(written()).isEmpty();
    }

    @Test
    void nothingWaitsForLong() {
        deliveries.add(news(1), List.of(connection));
        now += 5_000_000;
        deliveries.add(news(2), List.of(connection));

        assertThat(written()).hasSize(2);
    }

    /// Else a client that reads would be dropped for what is not written out yet.
    @Test
    void muchIsSentBeforeItIsAskedFor() {
        String letters = "a".repeat(100_000);
        for (int i = 0; i < 3; i++) {
            deliveries.add(news(letters), List.of(connection));
        }

        assertThat(written()).hasSize(3);
    }
}
