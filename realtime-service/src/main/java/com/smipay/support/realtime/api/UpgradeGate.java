package com.smipay.support.realtime.api;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the one upgrade of a channel through to the library, and answers every other HTTP request itself. The
/// library would register a client for much that is no upgrade.
final class UpgradeGate extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(UpgradeGate.class);

    private static final int LONGEST_SHOWN = 100;

    private final HandshakeContext handshake;
    private final HandshakeCounts counts;
    private final PlainAnswers answers;
    private boolean used;

    UpgradeGate(HandshakeContext handshake, HandshakeCounts counts, PlainAnswers answers) {
        this.handshake = handshake;
        this.counts = counts;
        this.answers = answers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (used) {
            // What comes behind an answer, or instead of frames, is nobody's.
            return;
        }
        used = true;
        Optional<FullHttpResponse> preflight = answers.preflight(request);
        if (preflight.isPresent()) {
            answers.send(ctx, request.headers(), preflight.get());
            return;
        }
        switch (handshake.upgrades().authenticator(request)) {
            case UpgradeRules.Verdict.Upgrade upgrade -> ctx.fireChannelRead(request.retain());
            case UpgradeRules.Verdict.Document document ->
                answers.send(ctx, request.headers(), handshake.documentResponse(request.headers()));
            case UpgradeRules.Verdict.Refused refused -> {
                if (refused.refusal() == HttpRefusal.FOREIGN_ORIGIN && counts.foreign()) {
                    LOG.warn("A socket's Origin is not among sockets.origins: {}", shown(request));
                }
                answers.send(ctx, request.headers(), refused.refusal().response());
            }
        }
    }

    /// As the log may have it: a stranger's text.
    private static String shown(FullHttpRequest request) {
        String origin = String.join(" ", request.headers().getAll(HttpHeaderNames.ORIGIN));
        String plain = origin.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.substring(0, Math.min(plain.length(), LONGEST_SHOWN));
    }
}
