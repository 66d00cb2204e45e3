package com.smipay.support.realtime.store;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;

/// What a client makes of the bytes on its line, read by the library's own decoder.
final class Screen {
    private Screen() {}

    /// Everything written to the channel since the last look.
    static List<String> of(EmbeddedChannel line) {
        line.runPendingTasks();
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(1 << 20)
                .build()));
        for (ByteBuf bytes = line.readOutbound(); bytes != null; bytes = line.readOutbound()) {
            client.writeInbound(bytes);
        }
        List<String> texts = new ArrayList<>();
        for (TextWebSocketFrame frame = client.readInbound(); frame != null; frame = client.readInbound()) {
            if (!frame.isFinalFragment() || frame.rsv() != 0) {
                throw new AssertionError("Not one whole frame: " + frame);
            }
            texts.add(frame.text());
            frame.release();
        }
        return texts;
    }
}
