package com.smipay.support.realtime.handshake;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the one upgrade of a channel through to the library, and answers every other HTTP request itself. The library
/// would register a client for much that is no upgrade.
final class UpgradeGate extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeGate.class);

    private static final int LONGEST_SHOWN = 100;

    private final Door door;
    private final DoorCounts counts;
    private boolean used;

    UpgradeGate(Door door, DoorCounts counts) {
        this.door = door;
        this.counts = counts;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (used) {
            // What comes behind an answer, or instead of frames, is nobody's.
            return;
        }
        used = true;
        switch (door.upgrades().judge(request)) {
            case UpgradeRules.Verdict.Upgrade upgrade -> ctx.fireChannelRead(request.retain());
            case UpgradeRules.Verdict.Document document -> answer(ctx, door.documentResponse());
            case UpgradeRules.Verdict.Refused refused -> {
                if (refused.refusal() == HttpRefusal.FOREIGN_ORIGIN && counts.foreign()) {
                    LOG.warn("A socket's Origin is not among sockets.origins: {}", shown(request));
                }
                answer(ctx, refused.refusal().response());
            }
        }
    }

    /// As the log may have it: a stranger's text.
    private static String shown(FullHttpRequest request) {
        String origin = String.join(" ", request.headers().getAll(HttpHeaderNames.ORIGIN));
        String plain = origin.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.substring(0, Math.min(plain.length(), LONGEST_SHOWN));
    }

    private static void answer(ChannelHandlerContext ctx, FullHttpResponse response) {
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
