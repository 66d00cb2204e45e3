package com.smipay.support.realtime.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;

/// Joins what a connection is to get into one piece, so that it costs one write however many frames there are;
/// neighbours who get the same share it. For one task of an event loop.
final class Burst implements AutoCloseable {
    private List<Frame> joined = List.of();
    private ByteBuf piece = Unpooled.EMPTY_BUFFER;

    /// @param frames not changed any more
    /// @return to be released by whoever writes it
    ByteBuf encode(List<Frame> frames, ByteBufAllocator allocator) {
        if (!frames.equals(joined)) {
            piece.release();
            piece = join(frames, allocator);
            joined = frames;
        }
        return piece.retainedDuplicate();
    }

    private static ByteBuf join(List<Frame> frames, ByteBufAllocator allocator) {
        int size = 0;
        for (Frame frame : frames) {
            size += frame.size();
        }
        // Direct, as the system wants it: anything else would be copied once more for each connection.
        ByteBuf piece = allocator.directBuffer(size, size);
        for (Frame frame : frames) {
            frame.writeTo(piece);
        }
        return piece;
    }

    @Override
    public void close() {
        piece.release();
    }
}
