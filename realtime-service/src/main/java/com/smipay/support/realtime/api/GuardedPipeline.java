package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.smipay.support.realtime.requests.SocketLife;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.concurrent.atomic.AtomicInteger;

/// The library's pipeline with a guard before its packet handler. The guard sees whole messages only, so nothing
/// slips through in fragments.
final class GuardedPipeline extends SocketIOChannelInitializer {
    private final HandshakeContext handshake;
    private final SocketLife life;
    private final HandshakeCounts counts;
    private final SocketBounds bounds;
    private final int mostConnections;
    private final PlainAnswers answers;
    private final AtomicInteger connections = new AtomicInteger();

    GuardedPipeline(
            HandshakeContext handshake,
            SocketLife life,
            HandshakeCounts counts,
            SocketBounds bounds,
            SocketSettings settings) {
        this.handshake = handshake;
        this.life = life;
        this.counts = counts;
        this.bounds = bounds;
        this.mostConnections = settings.mostConnections();
        this.answers = new PlainAnswers(settings.crossOrigin());
    }

    @Override
    protected void initChannel(Channel channel) throws Exception {
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        if (connections.incrementAndGet() > mostConnections) {
            counts.turnedAway();
            ChannelOps.cut(channel);
            return;
        }
        super.initChannel(channel);
        int most = bounds.pendingBytes();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(most / 2, most));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(
                HTTP_REQUEST_DECODER,
                HTTP_REQUEST_DECODER,
                new HttpRequestDecoder(new HttpDecoderConfig()
                        .setMaxInitialLineLength(bounds.addressBytes())
                        .setMaxHeaderSize(bounds.headerBytes())));
        pipeline.replace(HTTP_AGGREGATOR, HTTP_AGGREGATOR, new RequestAggregator(bounds.requestBytes(), answers));
        pipeline.addBefore(PACKET_HANDLER, "wholeMessages", new WebSocketFrameAggregator(bounds.frameBytes()));
        pipeline.addBefore(PACKET_HANDLER, "upgrades", new UpgradeGate(handshake, counts, answers));
        pipeline.addBefore(PACKET_HANDLER, "guard", new Guard(new SocketSession(handshake, life, counts)));
    }
}
