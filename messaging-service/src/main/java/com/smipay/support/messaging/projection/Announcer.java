package com.smipay.support.messaging.projection;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.http.Faults;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.tell.Teller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens between a commit and its answer (`architecture.md`, rule 2): the relay is woken, the ticket service
/// is told, and what that made it decide, such as a status that moves by itself, is taken over, so that the next
/// reader sees it.
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final OutboxRelay relay;
    private final Teller teller;
    private final EventHandler handler;

    public Announcer(OutboxRelay relay, Teller teller, EventHandler handler) {
        this.relay = relay;
        this.teller = teller;
        this.handler = handler;
    }

    /// Never throws: what is committed is a success, whatever becomes of the telling. Kafka brings everything again.
    public void announce(EventEnvelope event) {
        relay.wake();
        teller.tell(event).forEach(this::takeOver);
    }

    /// For an event that its caller, the ticket service, takes from the answer.
    public void publish() {
        relay.wake();
    }

    private void takeOver(EventEnvelope decided) {
        try {
            handler.apply(decided);
        } catch (RuntimeException e) {
            LOG.warn("{} of a telling's answer could not be taken over: {}", decided.type(), Faults.describe(e));
        }
    }
}
