package com.smipay.support.realtime.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/// Gathers a request of bounded size. The library's own writes its 413 past the HTTP encoder, where it is lost.
final class RequestAggregator extends HttpObjectAggregator {
    private final PlainAnswers answers;

    RequestAggregator(int mostBytes, PlainAnswers answers) {
        super(mostBytes, true);
        this.answers = answers;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        answers.send(ctx.channel(), oversized.headers(), HttpRefusal.TOO_LARGE.response());
    }
}
