package com.smipay.support.messaging;

import com.smipay.support.contracts.event.EventType;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.kit.peer.PeerNotifier;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.kit.security.ServiceCredential;
import java.util.List;

/// The other services, as this one calls them. Comparisons have clients of their own, so that nobody else is refused
/// because a comparison found its peer away.
///
/// @param notifier tells the ticket service what was committed, before the answer goes out
/// @param tickets asks the ticket service for what is not known here, and opens tickets there
/// @param comparedTickets reads the states of all tickets
/// @param comparedRatings reads the states of all ratings
record Peers(PeerNotifier notifier, PeerClient tickets, PeerClient comparedTickets, PeerClient comparedRatings) {
    /// The ticket service keeps nothing of a chat without a ticket.
    private static final EventType[] OF_CHATS = {
        EventType.CONVERSATION_OPENED,
        EventType.CONVERSATION_MESSAGE_POSTED,
        EventType.CONVERSATION_MESSAGES_READ,
        EventType.CONVERSATION_CLAIMED,
        EventType.CONVERSATION_HANDOVER_REQUESTED,
        EventType.CONVERSATION_HANDOVER_RESOLVED,
        EventType.CONVERSATION_CLOSED,
        EventType.CONVERSATION_UNASSIGNED,
        EventType.CONVERSATION_RATED,
        EventType.CONVERSATION_RELEASED,
        EventType.CONVERSATION_ERASED
    };

    static Peers of(ServiceApplication application, Settings settings, ServiceCredential credential) {
        Peer ticket = new Peer("ticket", settings.addresses("peers.ticket.url"));
        Peer rating = new Peer("rating", settings.addresses("peers.rating.url"));
        return new Peers(
                application.keep(
                        "peers",
                        new PeerNotifier(
                                List.of(ticket.untoldOf(OF_CHATS)),
                                credential.headerValue(),
                                CallSettings.forNotifying())),
                application.keep("peer client", client(ticket, credential)),
                application.keep("tickets' comparison", client(ticket, credential)),
                application.keep("ratings' comparison", client(rating, credential)));
    }

    private static PeerClient client(Peer peer, ServiceCredential credential) {
        return new PeerClient(peer, credential.headerValue(), CallSettings.forAsking());
    }
}
