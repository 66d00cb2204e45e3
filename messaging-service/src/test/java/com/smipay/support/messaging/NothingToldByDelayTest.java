package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.replica.TicketSource;
import com.smipay.support.testkit.FakePeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Asking for a ticket that the caller may not see costs what asking for an unknown one does (`decisions.md` 12):
/// one question, and not one statement for an answer that tells nothing new.
class NothingToldByDelayTest {
    private static final String CREDENTIAL = "Bearer asking";

    private final List<EventEnvelope> applied = new ArrayList<>();
    private final TicketState ticket = TicketStates.of("u-1");
    private final TicketReference reference =
            TicketReference.number(ticket.ticketNumber()).orElseThrow();
    private FakePeer tickets;
    private PeerClient client;
    private TicketSource source;

    @BeforeEach
    void start() {
        tickets = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);
        client = new PeerClient(new Peer("ticket", tickets.url()), CREDENTIAL, CallSettings.forAsking());
        source = new TicketSource(client, event -> {
            applied.add(event);
            return List.of();
        });
        tickets.knows(ticket.ticketNumber(), TicketStates.opened(ticket));
    }

    @AfterEach
    void stop() {
        tickets.close();
    }

    @Test
    void whatIsKnownAlreadyIsNotAppliedAgain() {
        source.fetch(reference, ticket.version());

        assertThat(tickets.questions()).isEqualTo(1);
        assertThat(applied).isEmpty();
    }

    @Test
    void anUnknownTicketIsAskedForJustAsOften() {
        source.fetch(TicketReference.number("SMI-2026-999999").orElseThrow(), 0);

        assertThat(tickets.questions()).isEqualTo(1);
        assertThat(applied).isEmpty();
    }

    @Test
    void whatIsNewerIsApplied() {
        source.fetch(reference, ticket.version() - 1);

        assertThat(applied).hasSize(1);
    }
}
