package com.smipay.support.realtime.api;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.Admission;
import com.smipay.support.realtime.requests.SocketLife;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Lifeline;
import com.smipay.support.realtime.store.Reply;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The life of one socket, from the upgrade over its admission to `/support` to its end, with the time that each step
/// may take. A wish for another namespace, or to leave one, is answered here and touches nothing else (`decisions.md`
/// 25). Only on the channel's event loop.
final class SocketSession implements Lifeline {
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
    private final ChannelTimer timer = new ChannelTimer();
    private final NamespaceAttempts attempts = new NamespaceAttempts();
    private final Namespace namespace = new Namespace();
    private Stage stage = Stage.REQUEST;
    private int question;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Connection connection;

    SocketSession(HandshakeContext handshake, SocketLife life, HandshakeCounts counts) {
        this.handshake = handshake;
        this.life = life;
        this.counts = counts;
    }

    void begin(ChannelHandlerContext ctx) {
        hurry(ctx, handshake.patience().upgrade());
    }

    /// For the client's next step. How long our own take is not counted against it.
    private void hurry(ChannelHandlerContext ctx, Duration patience) {
        timer.set(ctx, patience, () -> end(ctx, CloseReason.TOO_LATE));
    }

    void awaitConnect(ChannelHandlerContext ctx) {
        stage = Stage.CONNECT;
        hurry(ctx, handshake.patience().join());
    }

    boolean isEnded() {
        return stage == Stage.ENDED;
    }

    /// What the client is as long as it is in the namespace.
    @Nullable Connection admitted() {
        return connection;
    }

    /// Nobody who never asked for the namespace has been pinged yet.
    boolean mayPong() {
        return stage != Stage.CONNECT || namespace.isKnown();
    }

    void connect(ChannelHandlerContext ctx, InboundPacket.Connect connect) {
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

    void disconnect(ChannelHandlerContext ctx, InboundPacket.Disconnect disconnect) {
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

    /// A client that does not read is dropped before it costs memory. What was under way to it changes the state again:
    /// one client is counted once.
    void drop(ChannelHandlerContext ctx) {
        if (stage != Stage.ENDED) {
            counts.tooSlow();
            leave();
        }
        ChannelOps.cut(ctx.channel());
    }

    /// Nothing that the client sends counts from now on; it gets a moment to close its side.
    void end(ChannelHandlerContext ctx, CloseReason reason, String... lastWords) {
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

    void leave() {
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
}
