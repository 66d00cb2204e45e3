package com.smipay.support.realtime.api;

import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Frame;
import com.smipay.support.realtime.store.Reply;

/// Refuses events with bytes in them, like every other payload that is not agreed (`decisions.md` 26), and swallows
/// the bytes. The library would wait for as many as are announced, deaf to everything else.
final class BinaryEvents {
    private int expected;

    void refuse(Connection connection, InboundPacket.BinaryEvent event) {
        expected = event.attachments();
        String ackId = event.ackId();
        Reply reply = new Reply(
                connection,
                new Reply.Asked(event.name(), null, null),
                ackId == null ? null : answer -> connection.send(Frame.acknowledgement(ackId, answer)));
        reply.refuse(Refusal.malformed("Binary data is not taken here"));
    }

    /// Whether bytes are still to come, and so no other packet.
    boolean isExpecting() {
        return expected > 0;
    }

    /// @return whether this binary frame was expected
    boolean swallow() {
        return expected-- > 0;
    }
}
