package com.smipay.support.realtime.presence;

import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.telemetry.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the messaging service, by `POST /internal/presence`. Blocks within the bounds of the client below;
/// never throws. For one thread at a time.
public final class PresenceClient {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceClient.class);
    private static final String PATH = "/internal/presence";
    private static final int TAKEN = 204;

    private final PeerClient messaging;
    private int lastStatus = TAKEN;

    public PresenceClient(PeerClient messaging) {
        this.messaging = messaging;
    }

    /// @return whether the messaging service has taken it
    boolean tell(PresenceBeat beat) {
        byte[] body = beat.encode();
        PeerAnswer answer = Correlation.of(null, null).call(() -> messaging.post(PATH, body));
        return answer instanceof PeerAnswer.Answered answered && isTaken(answered.status());
    }

    /// Says once what it said last: the next beat comes in two seconds.
    private boolean isTaken(int status) {
        if (status != TAKEN && status != lastStatus) {
            LOG.warn("The messaging service answered {} about who is online", status);
        }
        lastStatus = status;
        return status == TAKEN;
    }
}
