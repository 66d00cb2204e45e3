package com.smipay.support.realtime.api;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;

/// What a guard does to its line. Nobody waits for any of it: a write that fails ends the channel by itself.
@SuppressWarnings("FutureReturnValueIgnored") // As said above.
final class ChannelOps {
    private static final int PAUSE_MS = 100;

    private ChannelOps() {}

    static void write(ChannelHandlerContext ctx, WebSocketFrame frame) {
        ctx.writeAndFlush(frame);
    }

    /// After everything written so far, and a pause: the JDK's own WebSocket client overlooks an end that comes in
    /// one with data. What the client still sends is read, so that nothing of it is lost to a reset.
    static void finish(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written ->
                        ctx.executor().schedule(() -> endOutput(ctx.channel()), PAUSE_MS, TimeUnit.MILLISECONDS));
    }

    private static void endOutput(Channel channel) {
        if (channel.isActive() && channel instanceof DuplexChannel line) {
            line.shutdownOutput();
        }
    }

    /// At once.
    static void cut(Channel channel) {
        channel.close();
    }
}
