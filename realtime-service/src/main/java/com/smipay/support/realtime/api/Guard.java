package com.smipay.support.realtime.api;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.realtime.store.Connection;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before the library on one channel, behind the [UpgradeGate]. Until the token is found right, nothing passes
/// but the upgrade; afterwards nothing but pongs and events of `/support`. What asks to come or to leave is its
/// [SocketSession]'s. Whatever else comes ends the channel. Only on the channel's event loop.
final class Guard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final BinaryEvents binaryEvents = new BinaryEvents();
    private final SocketSession session;

    Guard(SocketSession session) {
        this.session = session;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        session.begin(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case FullHttpRequest upgrade -> {
                session.awaitConnect(ctx);
                ctx.fireChannelRead(upgrade);
            }
            case WebSocketFrame frame -> onFrame(ctx, frame);
            default -> ctx.fireChannelRead(message);
        }
    }

    private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
        boolean passed = false;
        if (frame.rsv() != 0) {
            session.end(ctx, CloseReason.BROKEN);
        } else {
            switch (frame) {
                case TextWebSocketFrame text -> passed = onText(ctx, text);
                case CloseWebSocketFrame close -> onClose(ctx, close);
                case BinaryWebSocketFrame bytes -> onBytes(ctx);
                case PingWebSocketFrame ping ->
                    ChannelOps.write(ctx, new PongWebSocketFrame(ping.content().retain()));
                case PongWebSocketFrame pong -> LOG.trace("A pong that nobody asked for");
                default -> session.end(ctx, CloseReason.UNACCEPTABLE);
            }
        }
        if (passed) {
            ctx.fireChannelRead(frame);
        } else {
            frame.release();
        }
    }

    /// The decoder lets broken UTF-8 pass, and puts another letter in its place.
    private boolean onText(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
        if (!ByteBufUtil.isText(frame.content(), StandardCharsets.UTF_8)) {
            session.end(ctx, CloseReason.UNREADABLE);
            return false;
        }
        return passes(ctx, frame.text());
    }

    private void onBytes(ChannelHandlerContext ctx) {
        if (!binaryEvents.swallow()) {
            session.end(ctx, CloseReason.UNACCEPTABLE);
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        boolean wasOurs = session.isEnded();
        session.leave();
        if (wasOurs) {
            ChannelOps.cut(ctx.channel());
        } else {
            ctx.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Whether the library may have this packet. What it may not have is dealt with here.
    private boolean passes(ChannelHandlerContext ctx, String text) {
        if (session.isEnded()) {
            return false;
        }
        InboundPacket packet = InboundPacket.parse(text);
        switch (packet) {
            case InboundPacket.Close close -> session.end(ctx, CloseReason.LEFT);
            case InboundPacket.Connect connect -> session.connect(ctx, connect);
            case InboundPacket.Disconnect disconnect -> session.disconnect(ctx, disconnect);
            case InboundPacket.Pong pong -> {
                return passesPong(ctx);
            }
            default -> {
                return passesFromWithin(ctx, packet);
            }
        }
        return false;
    }

    private boolean passesFromWithin(ChannelHandlerContext ctx, InboundPacket packet) {
        Connection admitted = session.admitted();
        if (admitted != null && packet instanceof InboundPacket.Event) {
            if (!binaryEvents.isExpecting()) {
                return true;
            }
            session.end(ctx, CloseReason.FORBIDDEN_PACKET);
        } else if (admitted != null && packet instanceof InboundPacket.BinaryEvent event) {
            binaryEvents.refuse(admitted, event);
        } else if (admitted != null && packet instanceof InboundPacket.Ack) {
            LOG.trace("An acknowledgement that nobody asked for");
        } else {
            // What is not named here is forbidden, today and whatever packets may come.
            session.end(ctx, CloseReason.FORBIDDEN_PACKET);
        }
        return false;
    }

    private boolean passesPong(ChannelHandlerContext ctx) {
        boolean pinged = session.mayPong();
        if (!pinged) {
            session.end(ctx, CloseReason.FORBIDDEN_PACKET);
        }
        return pinged;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.leave();
        ctx.fireChannelInactive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            session.drop(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.end(ctx, cause instanceof TooLongFrameException ? CloseReason.TOO_LARGE : CloseReason.BROKEN);
        LOG.debug("A socket failed: {}", RedactedTrace.of(cause));
    }
}
