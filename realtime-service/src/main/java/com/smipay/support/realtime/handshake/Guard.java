package com.smipay.support.realtime.handshake;

import com.smipay.support.kit.http.Faults;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.rooms.Connection;
import com.smipay.support.realtime.rooms.Lifeline;
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
/// but the upgrade; afterwards nothing but pongs and events of `/support`. A wish for another namespace, or to leave
/// one, is answered here and touches nothing else (`decisions.md` 25). Whatever else comes ends the channel. Only on
/// the channel's event loop.
final class Guard extends ChannelInboundHandlerAdapter implements Lifeline {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private enum Stage {
        REQUEST,
        CONNECT,
        VERIFYING,
        ADMITTED,
        ENDED
    }

    private final HandshakeContext handshake;
    private final SocketLife life;
    private final HandshakeCounts counts;
    private final BinaryEvents binaryEvents = new BinaryEvents();
    private final ChannelTimer timer = new ChannelTimer();
    private final NamespaceAttempts attempts = new NamespaceAttempts();
    private final Namespace namespace = new Namespace();
    private Stage stage = Stage.REQUEST;
    private int question;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Connection connection;

    Guard(HandshakeContext handshake, SocketLife life, HandshakeCounts counts) {
        this.handshake = handshake;
        this.life = life;
        this.counts = counts;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        hurry(ctx, handshake.patience().upgrade());
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (message) {
            case FullHttpRequest upgrade -> {
                awaitConnect(ctx);
                ctx.fireChannelRead(upgrade);
            }
            case WebSocketFrame frame -> onFrame(ctx, frame);
            default -> ctx.fireChannelRead(message);
        }
    }

    /// For the client's next step. How long our own take is not counted against it.
    private void hurry(ChannelHandlerContext ctx, Duration patience) {
        timer.set(ctx, patience, () -> end(ctx, CloseReason.TOO_LATE));
    }

    private void awaitConnect(ChannelHandlerContext ctx) {
        stage = Stage.CONNECT;
        hurry(ctx, handshake.patience().join());
    }

    private void onFrame(ChannelHandlerContext ctx, WebSocketFrame frame) {
        boolean passed = false;
        if (frame.rsv() != 0) {
            end(ctx, CloseReason.BROKEN);
        } else {
            switch (frame) {
                case TextWebSocketFrame text -> passed = onText(ctx, text);
                case CloseWebSocketFrame close -> onClose(ctx, close);
                case BinaryWebSocketFrame bytes -> onBytes(ctx);
                case PingWebSocketFrame ping ->
                    ChannelOps.write(ctx, new PongWebSocketFrame(ping.content().retain()));
                case PongWebSocketFrame pong -> LOG.trace("A pong that nobody asked for");
                default -> end(ctx, CloseReason.UNACCEPTABLE);
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
            end(ctx, CloseReason.UNREADABLE);
            return false;
        }
        return passes(ctx, frame.text());
    }

    private void onBytes(ChannelHandlerContext ctx) {
        if (!binaryEvents.swallow()) {
            end(ctx, CloseReason.UNACCEPTABLE);
        }
    }

    private void onClose(ChannelHandlerContext ctx, CloseWebSocketFrame close) {
        boolean wasOurs = stage == Stage.ENDED;
        leave();
        if (wasOurs) {
            ChannelOps.cut(ctx.channel());
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
        switch (packet) {
            case InboundPacket.Close close -> end(ctx, CloseReason.LEFT);
            case InboundPacket.Connect connect -> onConnect(ctx, connect);
            case InboundPacket.Disconnect disconnect -> onDisconnect(ctx, disconnect);
            case InboundPacket.Pong pong -> {
                return lives(ctx);
            }
            default -> {
                return passesFromWithin(ctx, packet);
            }
        }
        return false;
    }

    private boolean passesFromWithin(ChannelHandlerContext ctx, InboundPacket packet) {
        Connection admitted = connection;
        if (admitted != null && packet instanceof InboundPacket.Event) {
            if (!binaryEvents.isExpecting()) {
                return true;
            }
            end(ctx, CloseReason.FORBIDDEN_PACKET);
        } else if (admitted != null && packet instanceof InboundPacket.BinaryEvent event) {
            binaryEvents.refuse(admitted, event);
        } else if (admitted != null && packet instanceof InboundPacket.Ack) {
            LOG.trace("An acknowledgement that nobody asked for");
        } else {
            // What is not named here is forbidden, today and whatever packets may come.
            end(ctx, CloseReason.FORBIDDEN_PACKET);
        }
        return false;
    }

    /// Nobody who never asked for the namespace has been pinged yet.
    private boolean lives(ChannelHandlerContext ctx) {
        boolean pinged = stage != Stage.CONNECT || namespace.isKnown();
        if (!pinged) {
            end(ctx, CloseReason.FORBIDDEN_PACKET);
        }
        return pinged;
    }

    private void onConnect(ChannelHandlerContext ctx, InboundPacket.Connect connect) {
        if (!attempts.another()) {
            end(ctx, CloseReason.FORBIDDEN_PACKET);
        } else if (!connect.namespace().equals(SocketServer.NAMESPACE)) {
            String prefix = connect.namespace().equals("/") ? "44" : "44" + connect.namespace() + ",";
            ChannelOps.write(ctx, new TextWebSocketFrame(prefix + "{\"message\":\"Invalid namespace\"}"));
        } else if (stage == Stage.CONNECT) {
            stage = Stage.VERIFYING;
            timer.cancel();
            int asked = ++question;
            handshake.admit(connect.auth(), admission -> ctx.executor().execute(() -> decided(ctx, asked, admission)));
        }
        // Else it asks twice: the answer to the first question is one to both.
    }

    private void onDisconnect(ChannelHandlerContext ctx, InboundPacket.Disconnect disconnect) {
        boolean isThere = stage == Stage.VERIFYING || stage == Stage.ADMITTED;
        if (isThere && disconnect.namespace().equals(SocketServer.NAMESPACE)) {
            leave();
            awaitConnect(ctx);
        }
    }

    private void decided(ChannelHandlerContext ctx, int asked, Admission admission) {
        if (stage != Stage.VERIFYING || asked != question || !ctx.channel().isActive()) {
            return;
        }
        switch (admission) {
            case Admission.Admitted admitted -> admit(ctx, admitted.caller());
            case Admission.Refused refused -> {
                counts.refused();
                refuse(ctx, refused);
            }
        }
    }

    /// The transport ends, but not in the same moment: the Java client up to 2.0.1 knows of no other when it is told to
    /// connect again. The goodbye makes it look for a new one from then on.
    private void refuse(ChannelHandlerContext ctx, Admission.Refused refused) {
        stage = Stage.CONNECT;
        ChannelOps.write(ctx, new TextWebSocketFrame(refused.packet()));
        timer.set(ctx, handshake.patience().secondTry(), () -> end(ctx, CloseReason.UNAUTHORIZED, Namespace.GOODBYE));
    }

    private void admit(ChannelHandlerContext ctx, Caller caller) {
        stage = Stage.ADMITTED;
        Connection admitted = namespace.enter(ctx, id -> new Connection(id, caller, ctx.channel(), this));
        if (stage == Stage.ADMITTED) {
            context = ctx;
            connection = admitted;
            life.entered(admitted);
            livesUntil(admitted, caller.expiresAt());
        }
    }

    @Override
    public void livesUntil(Connection of, Instant expiry) {
        ChannelHandlerContext ctx = context;
        if (of == connection && ctx != null) {
            Runnable announce = () -> of.send(Reply.expiring(expiry));
            Runnable expire = () -> expel(of, Refusal.TOKEN_EXPIRED, CloseReason.EXPIRED);
            new Expiry(timer, expiry, announce, expire).watch(ctx);
        }
    }

    @Override
    public void sendAway(Connection of) {
        if (of == connection && context != null) {
            end(context, CloseReason.STOPPING);
        }
    }

    @Override
    public void expel(Connection of, Refusal why) {
        expel(of, why, CloseReason.EXPELLED, Namespace.GOODBYE);
    }

    private void expel(Connection of, Refusal why, CloseReason reason, String... lastWords) {
        if (of == connection && context != null) {
            of.send(Reply.exception(why));
            end(context, reason, lastWords);
        }
    }

    /// Nothing that the client sends counts from now on; it gets a moment to close its side.
    private void end(ChannelHandlerContext ctx, CloseReason reason, String... lastWords) {
        if (stage == Stage.ENDED) {
            return;
        }
        boolean upgraded = stage != Stage.REQUEST;
        leave();
        if (!upgraded) {
            ChannelOps.cut(ctx.channel());
            return;
        }
        for (String packet : lastWords) {
            ChannelOps.write(ctx, new TextWebSocketFrame(packet));
        }
        CloseWebSocketFrame frame = reason.frame();
        if (frame == null) {
            ChannelOps.finish(ctx);
        } else {
            ChannelOps.write(ctx, frame);
        }
        timer.set(ctx, handshake.patience().lingering(), () -> ChannelOps.cut(ctx.channel()));
    }

    private void leave() {
        stage = Stage.ENDED;
        question++;
        timer.cancel();
        if (connection != null) {
            Connection leaver = connection;
            connection = null;
            leaver.silence();
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
            ChannelOps.cut(ctx.channel());
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx, cause instanceof TooLongFrameException ? CloseReason.TOO_LARGE : CloseReason.BROKEN);
        LOG.debug("A socket failed: {}", Faults.describe(cause));
    }
}
