package com.smipay.support.realtime.handshake;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;

/// Lets the one upgrade of a channel through to the library, and answers every other HTTP request itself. The library
/// would register a client for much that is no upgrade.
final class UpgradeGate extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Door door;
    private boolean used;

    UpgradeGate(Door door) {
        this.door = door;
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
            case UpgradeRules.Verdict.Refused refused ->
                answer(ctx, refused.refusal().response());
        }
    }

    private static void answer(ChannelHandlerContext ctx, FullHttpResponse response) {
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
