package com.smipay.support.ticket;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.tell.Teller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows a commit and precedes the answer: the relay is woken, the sisters are told, and what they decided in
/// turn is taken over (`architecture.md`, rule 2).
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final OutboxRelay relay;
    private final Teller sisters;
    private final EventHandler projection;

    Announcement(OutboxRelay relay, Teller sisters, EventHandler projection) {
        this.relay = relay;
        this.sisters = sisters;
        this.projection = projection;
    }

    /// Never fails: the event is committed, so the caller's success stands, and Kafka brings everything again.
    void announce(EventEnvelope committed) {
        relay.wake();
        for (EventEnvelope decided : sisters.tell(committed)) {
            try {
                projection.apply(decided);
            } catch (UnprocessableRecordException | DatabaseUnavailableException e) {
                LOG.warn("What a sister decided could not be applied now: {}", e.getMessage());
            }
        }
    }
}
