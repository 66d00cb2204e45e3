package com.smipay.support.realtime.handshake;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/// Gathers a request of bounded size. The library's own writes its 413 past the HTTP encoder, where it is lost.
final class RequestAggregator extends HttpObjectAggregator {
    RequestAggregator(int mostBytes) {
        super(mostBytes, true);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        ctx.channel().writeAndFlush(HttpRefusal.TOO_LARGE.response()).addListener(ChannelFutureListener.CLOSE);
    }
}
