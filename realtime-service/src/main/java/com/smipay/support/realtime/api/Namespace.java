package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.handler.ClientHead;
import com.smipay.support.realtime.store.Connection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.UUID;
import java.util.function.Function;

/// A channel's place in `/support`, as the library has it. It learns of the first entry and of nothing more until
/// the channel ends; who leaves and comes again gets a new id, for no id is used twice. On the channel's event loop
/// only.
final class Namespace {
    /// After it official clients do not come back by themselves.
    static final String GOODBYE = "41" + SocketServer.NAMESPACE + ",";

    private static final String CONNECTED = "40" + SocketServer.NAMESPACE + ",";

    private boolean known;

    /// Whether the client has been in it.
    boolean isKnown() {
        return known;
    }

    /// Tells the client that it is in.
    ///
    /// @param made with the id that the client is told
    Connection enter(ChannelHandlerContext ctx, Function<UUID, Connection> made) {
        ClientHead head = ctx.channel().attr(ClientHead.CLIENT).get();
        UUID id = known ? UUID.randomUUID() : head.getSessionId();
        Connection connection = made.apply(id);
        head.getStore().set(SocketServer.CONNECTION, connection);
        if (known) {
            ChannelOps.write(ctx, new TextWebSocketFrame(CONNECTED + "{\"sid\":\"" + id + "\"}"));
        } else {
            known = true;
            // Without the token: the library looks at none, and answers with the session's id.
            ctx.fireChannelRead(new TextWebSocketFrame(CONNECTED));
        }
        return connection;
    }
}
