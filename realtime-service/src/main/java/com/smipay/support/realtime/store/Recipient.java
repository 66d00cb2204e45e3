package com.smipay.support.realtime.store;

import io.netty.channel.EventLoop;

/// Somebody a frame can be written to. Frames reach the client in the order of the `write` calls, which are made on
/// the recipient's event loop only.
public sealed interface Recipient permits Connection, RoomMembership {
    Connection connection();

    default EventLoop loop() {
        return connection().loop();
    }

    /// To go out with the connection's next flush. On the event loop.
    ///
    /// @return whether it is the first that waits for that flush
    boolean write(Frame frame);
}
