package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.outbox.OutboxRelay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens between a commit and its answer (`architecture.md`, rule 2): the relay is woken, the peers are
/// told, and what that made them decide, such as a status that moves by itself, is taken over, so that the next
/// reader sees it. Safe for all threads.
public final class EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final OutboxRelay relay;
    private final PeerNotifier peers;
    private final EventHandler copies;

    /// @param copies takes over what the peers decided
    public EventPublisher(OutboxRelay relay, PeerNotifier peers, EventHandler copies) {
        this.relay = relay;
        this.peers = peers;
        this.copies = copies;
    }

    /// Never throws: what is committed is a success, whatever becomes of the notification. Kafka brings everything
    /// again.
    public void announce(EventEnvelope committed) {
        relay.wake();
        peers.tell(committed).forEach(this::takeOver);
    }

    /// For an event that its caller, a peer, takes from the answer.
    public void publish() {
        relay.wake();
    }

    private void takeOver(EventEnvelope decided) {
        try {
            copies.apply(decided);
        } catch (RuntimeException e) {
            LOG.warn("{} of a notification's answer could not be taken over: {}", decided.type(), RedactedTrace.of(e));
        }
    }
}
