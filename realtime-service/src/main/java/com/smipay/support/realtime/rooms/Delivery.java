package com.smipay.support.realtime.rooms;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes one frame to many: one task and one flush for each event loop, whatever the size of the audience.
public final class Delivery {
    private Delivery() {}

    /// From any thread. Frames that one thread delivers reach a recipient in the order of the calls.
    ///
    /// @return to how many it was handed
    public static int deliver(Frame frame, Collection<? extends Recipient> audience) {
        Map<EventLoop, List<Recipient>> byLoop = new HashMap<>();
        int count = 0;
        for (Recipient recipient : audience) {
            byLoop.computeIfAbsent(recipient.loop(), loop -> new ArrayList<>()).add(recipient);
            count++;
        }
        byLoop.values()
                .forEach(recipients -> recipients.getFirst().connection().execute(() -> {
                    recipients.forEach(recipient -> recipient.write(frame));
                    recipients.forEach(recipient -> recipient.connection().flush());
                }));
        return count;
    }
}
