package com.smipay.support.realtime.handshake;

import com.corundumstudio.socketio.handler.ClientHead;
import com.smipay.support.kit.http.Faults;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.rooms.Connection;
import com.smipay.support.realtime.rooms.Reply;
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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands before the library on one channel, behind the [UpgradeGate]. Until the token is found right, nothing passes
/// but the upgrade; afterwards nothing but pongs and events of `/support`. Whatever else comes ends the channel. Only
/// on the channel's event loop.
final class Guard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Duration LONGEST_TIMER = Duration.ofHours(12);

    private enum Stage {
        REQUEST,
        CONNECT,
        VERIFYING,
        ADMITTED,
        ENDED
    }

    private final Door door;
    private final SocketLife life;
    private final DoorCounts counts;
    private final BinaryEvents binaryEvents = new BinaryEvents();
    private final ChannelTimer timer = new ChannelTimer();
    private Stage stage = Stage.REQUEST;
    private @Nullable Connection connection;

    Guard(Door door, SocketLife life, DoorCounts counts) {
        this.door = door;
        this.life = life;
        this.counts = counts;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        hurry(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case FullHttpRequest upgrade -> {
                stage = Stage.CONNECT;
                hurry(ctx);
                ctx.fireChannelRead(upgrade);
            }
            case WebSocketFrame frame -> onFrame(ctx, frame);
            default -> ctx.fireChannelRead(message);
        }
    }

    /// For the client's next step. How long our own take is not counted against it.
    private void hurry(ChannelHandlerContext ctx) {
        timer.set(ctx, door.connectDeadline(), () -> end(ctx, Farewell.TOO_LATE));
    }

    private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
        boolean passed = false;
        if (frame.rsv() != 0) {
            end(ctx, Farewell.BROKEN);
        } else {
            switch (frame) {
                case TextWebSocketFrame text -> passed = onText(ctx, text);
                case CloseWebSocketFrame close -> onClose(ctx, close);
                case BinaryWebSocketFrame bytes -> onBytes(ctx);
                case PingWebSocketFrame ping ->
                    Line.write(ctx, new PongWebSocketFrame(ping.content().retain()));
                case PongWebSocketFrame pong -> LOG.trace("A pong that nobody asked for");
                default -> end(ctx, Farewell.UNACCEPTABLE);
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
            end(ctx, Farewell.UNREADABLE);
            return false;
        }
        return passes(ctx, frame.text());
    }

    private void onBytes(ChannelHandlerContext ctx) {
        if (!binaryEvents.swallow()) {
            end(ctx, Farewell.UNACCEPTABLE);
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        boolean wasOurs = stage == Stage.ENDED;
        leave();
        if (wasOurs) {
            Line.cut(ctx.channel());
        } else {
            ctx.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Whether the library may have this packet. What it may not have is dealt with here.
    private boolean passes(ChannelHandlerContext ctx, String text) {
        if (stage == Stage.ENDED) {
            return false;
        }
        InboundPacket packet = InboundPacket.parse(text);
        Connection admitted = connection;
        if (admitted == null) {
            if (stage == Stage.CONNECT && packet instanceof InboundPacket.Connect connect) {
                onConnect(ctx, connect);
            } else {
                end(ctx, Farewell.FORBIDDEN_PACKET);
            }
            return false;
        }
        if (packet instanceof InboundPacket.Pong) {
            return true;
        }
        if (packet instanceof InboundPacket.Event && !binaryEvents.isExpecting()) {
            return true;
        }
        switch (packet) {
            case InboundPacket.BinaryEvent event -> binaryEvents.refuse(admitted, event);
            case InboundPacket.Ack ack -> LOG.trace("An acknowledgement that nobody asked for");
            case InboundPacket.Disconnect leaving -> end(ctx, Farewell.LEFT);
            // What is not named here is forbidden, today and whatever packets may come.
            default -> end(ctx, Farewell.FORBIDDEN_PACKET);
        }
        return false;
    }

    private void onConnect(ChannelHandlerContext ctx, InboundPacket.Connect connect) {
        if (!connect.namespace().equals(SocketServer.NAMESPACE)) {
            String prefix = connect.namespace().equals("/") ? "44" : "44" + connect.namespace() + ",";
            end(ctx, Farewell.UNAUTHORIZED, prefix + "{\"message\":\"Invalid namespace\"}");
            return;
        }
        stage = Stage.VERIFYING;
        timer.cancel();
        door.admit(connect.auth(), admission -> ctx.executor().execute(() -> decided(ctx, admission)));
    }

    private void decided(ChannelHandlerContext ctx, Admission admission) {
        if (stage != Stage.VERIFYING || !ctx.channel().isActive()) {
            return;
        }
        switch (admission) {
            case Admission.Admitted admitted -> admit(ctx, admitted.caller());
            case Admission.Refused refused -> {
                counts.refused();
                end(ctx, Farewell.UNAUTHORIZED, refused.packet());
            }
        }
    }

    private void admit(ChannelHandlerContext ctx, Caller caller) {
        stage = Stage.ADMITTED;
        ClientHead head = ctx.channel().attr(ClientHead.CLIENT).get();
        Connection admitted = new Connection(head.getSessionId(), caller, ctx.channel(), () -> stop(ctx));
        head.getStore().set(SocketServer.CONNECTION, admitted);
        // Without the token: the library looks at none, and answers with the session's id.
        ctx.fireChannelRead(new TextWebSocketFrame("40" + SocketServer.NAMESPACE + ","));
        if (stage == Stage.ADMITTED) {
            connection = admitted;
            life.entered(admitted);
            watchExpiry(ctx, caller.expiresAt());
        }
    }

    private void watchExpiry(ChannelHandlerContext ctx, Instant expiry) {
        Duration left = Duration.between(Instant.now(), expiry);
        if (left.isPositive()) {
            Duration next = left.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : left.plusMillis(1);
            timer.set(ctx, next, () -> watchExpiry(ctx, expiry));
        } else if (connection != null) {
            connection.send(Reply.exception(Refusal.TOKEN_EXPIRED));
            end(ctx, Farewell.EXPIRED);
        }
    }

    private void stop(ChannelHandlerContext ctx) {
        end(ctx, Farewell.STOPPING);
    }

    /// Nothing that the client sends counts from now on; it gets a moment to close its side.
    private void end(ChannelHandlerContext ctx, Farewell farewell, String... lastWords) {
        if (stage == Stage.ENDED) {
            return;
        }
        boolean upgraded = stage != Stage.REQUEST;
        leave();
        if (!upgraded) {
            Line.cut(ctx.channel());
            return;
        }
        for (String packet : lastWords) {
            Line.write(ctx, new TextWebSocketFrame(packet));
        }
        CloseWebSocketFrame frame = farewell.frame();
        if (frame == null) {
            Line.finish(ctx);
        } else {
            Line.write(ctx, frame);
        }
        timer.set(ctx, door.lingering(), () -> Line.cut(ctx.channel()));
    }

    private void leave() {
        stage = Stage.ENDED;
        timer.cancel();
        if (connection != null) {
            Connection leaver = connection;
            connection = null;
            life.left(leaver);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
        ctx.fireChannelInactive();
    }

    /// A client that does not read is dropped before it costs memory.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            // What was under way to it changes the state again: one client is counted once.
            if (stage != Stage.ENDED) {
                counts.tooSlow();
                leave();
            }
            Line.cut(ctx.channel());
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx, cause instanceof TooLongFrameException ? Farewell.TOO_LARGE : Farewell.BROKEN);
        LOG.debug("A socket failed: {}", Faults.describe(cause));
    }
}
