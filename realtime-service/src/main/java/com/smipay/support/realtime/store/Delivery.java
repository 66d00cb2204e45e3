package com.smipay.support.realtime.store;

import java.util.Collection;

/// Writes one frame to many: one task and one flush for each event loop, whatever the size of the audience.
public final class Delivery {
    private Delivery() {}

    /// From any thread. Frames that one thread delivers reach a recipient in the order of the calls.
    ///
    /// @return to how many it was handed
    public static int deliver(Frame frame, Collection<? extends Recipient> audience) {
        Deliveries one = new Deliveries();
        int count = one.add(frame, audience);
        one.send();
        return count;
    }
}
