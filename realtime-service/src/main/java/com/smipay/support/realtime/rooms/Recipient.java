package com.smipay.support.realtime.rooms;

import io.netty.channel.EventLoop;

/// Somebody a frame can be written to. Frames reach the client in the order of the `write` calls, which are made on the
/// recipient's event loop only.
public sealed interface Recipient permits Connection, Seat {
    Connection connection();

    default EventLoop loop() {
        return connection().loop();
    }

    /// Without a flush. On the event loop.
    void write(Frame frame);
}
