package com.smipay.support.ticket;

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
/// @param notifier tells messaging and rating what was committed, before the answer goes out; rating not of openings:
///     nobody rates what is not settled, and until Kafka brings a ticket rating asks for it (ADR 0063)
/// @param messaging asks the messaging service for messages, and hands it those of whoever follows up
/// @param comparedConversations reads the states of all conversations
/// @param comparedRatings reads the states of all ratings
record Peers(
        PeerNotifier notifier, PeerClient messaging, PeerClient comparedConversations, PeerClient comparedRatings) {
    static Peers of(ServiceApplication application, Settings settings, ServiceCredential credential) {
        Peer messaging = new Peer("messaging", settings.addresses("peers.messaging.url"));
        Peer rating = new Peer("rating", settings.addresses("peers.rating.url"));
        return new Peers(
                application.keep(
                        "peers",
                        new PeerNotifier(
                                List.of(messaging, rating.untoldOf(EventType.TICKET_OPENED)),
                                credential.headerValue(),
                                CallSettings.forNotifying())),
                application.keep("peer client", client(messaging, credential)),
                application.keep("conversations' comparison", client(messaging, credential)),
                application.keep("ratings' comparison", client(rating, credential)));
    }

    private static PeerClient client(Peer peer, ServiceCredential credential) {
        return new PeerClient(peer, credential.headerValue(), CallSettings.forAsking());
    }
}
