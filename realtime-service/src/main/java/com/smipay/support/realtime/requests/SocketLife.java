package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;

/// What happens to authenticated sockets. Called on the socket's event loop, in order, `entered` first and `left`
/// last: implementations never block.
public interface SocketLife {
    void entered(Connection connection);

    void emitted(Connection connection, ClientEvent event, Reply reply);

    /// Exactly once for everyone who entered. The client may be told nothing any more.
    void left(Connection connection);
}
