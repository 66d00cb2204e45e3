package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import com.smipay.support.kit.failure.RedactedTrace;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the channel on whatever the library stumbles over, and logs where without a word of what the client sent.
final class ClosingExceptionListener extends ExceptionListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingExceptionListener.class);

    @Override
    public void onEventException(Exception thrown, List<Object> args, SocketIOClient client) {
        LOG.error("An event could not be taken: {}", RedactedTrace.of(thrown));
    }

    @Override
    public void onDisconnectException(Exception thrown, SocketIOClient client) {
        LOG.error("A disconnect could not be noted: {}", RedactedTrace.of(thrown));
    }

    @Override
    public void onAuthException(Throwable thrown, SocketIOClient client) {
        LOG.error("The library asked for authentication, which is the guard's: {}", RedactedTrace.of(thrown));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Closing is all that can be done.
    public boolean exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        LOG.warn("The socket library failed: {}", RedactedTrace.of(thrown));
        ctx.channel().close();
        return true;
    }
}
