package com.smipay.support.realtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveriesTest {
    private long now;
    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes);
    private final Connection connection = connection(channel);
    private final Deliveries deliveries = new Deliveries(() -> now);

    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            count++;
            ctx.flush();
        }
    }

    private static Connection connection(EmbeddedChannel line) {
        Caller caller = new Caller("john", null, true, null, null, null, Role.USER, Instant.MAX);
        return new Connection(UUID.randomUUID(), caller, line, new NoLifeline());
    }

    private static String text(int content) {
        return "42/support,[\"news\",{\"n\":" + content + "}]";
    }

    private static Frame news(Object content) {
        return Frame.event("news", Map.of("n", content));
    }

    private List<String> written() {
        return Screen.of(channel);
    }

    @Test
    void whatWasGatheredComesInOrderAndWithOneFlush() {
        assertThat(deliveries.add(news(1), List.of(connection, connection))).isEqualTo(2);
        deliveries.add(news(2), List.of(connection));
        deliveries.send();

        assertThat(written()).containsExactly(text(1), text(1), text(2));
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
        now += 20_000_000;
        deliveries.add(news(2), List.of(connection));

        assertThat(written()).hasSize(2);
    }

    /// Else a client that reads would be dropped for what is not written out yet.
    @Test
    void muchIsSentBeforeItIsAskedFor() {
        String letters = "a".repeat(100_000);
        for (int i = 0; i < 6; i++) {
            deliveries.add(news(letters), List.of(connection));
        }

        assertThat(written()).hasSize(6);
    }

    /// One piece of memory, however many read it.
    @Test
    void whoGetsTheSameSharesItsBytes() {
        List<EmbeddedChannel> lines =
                Stream.generate(EmbeddedChannel::new).limit(5).toList();
        Frame first = news(1);
        Frame second = news(2);
        try (Burst burst = new Burst()) {
            lines.stream().map(DeliveriesTest::connection).forEach(each -> {
                assertThat(each.write(first)).isTrue();
                assertThat(each.write(second)).isFalse();
                each.flush(burst);
            });
        }

        List<ByteBuf> pieces =
                lines.stream().map(line -> line.<ByteBuf>readOutbound()).toList();
        long address = pieces.getFirst().memoryAddress();
        assertThat(pieces)
                .hasSize(5)
                .allSatisfy(piece -> assertThat(piece.memoryAddress()).isEqualTo(address));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.outboundMessages())
                        .as("one write for both frames")
                        .isEmpty());
        ByteBuf shared = pieces.getFirst().unwrap();
        pieces.forEach(piece -> {
            assertThat(shared.refCnt()).isPositive();
            piece.release();
        });
        assertThat(shared.refCnt()).as("who writes last gives the memory back").isZero();
    }

    /// Those who sit in a room and those who do not get different pieces, each in its order.
    @Test
    void everybodyGetsTheirOwn() {
        EmbeddedChannel line = new EmbeddedChannel();
        Connection other = connection(line);
        deliveries.add(news(1), List.of(connection, other));
        deliveries.add(news(2), List.of(other));
        deliveries.add(news(3), List.of(connection, other));
        deliveries.send();

        assertThat(written()).containsExactly(text(1), text(3));
        assertThat(Screen.of(line)).containsExactly(text(1), text(2), text(3));
    }

    /// The length of a frame is written in one, three or nine bytes.
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 65_490, 65_503, 65_504, 65_505, 65_506, 65_507, 65_508,
                65_509, 65_510, 65_511, 65_512, 70_000
            })
    void aFrameOfEveryLengthIsWhole(int letters) {
        String content = "a".repeat(letters);
        deliveries.add(news(content), List.of(connection));
        deliveries.add(news("₦"), List.of(connection));
        deliveries.send();

        assertThat(written())
                .containsExactly(
                        "42/support,[\"news\",{\"n\":\"" + content + "\"}]", "42/support,[\"news\",{\"n\":\"₦\"}]");
    }
}
