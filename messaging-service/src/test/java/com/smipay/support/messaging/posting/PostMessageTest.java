package com.smipay.support.messaging.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.replica.KnownConversations;
import com.smipay.support.messaging.replica.TicketProjector;
import com.smipay.support.messaging.replica.TicketSource;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.MessageWriter;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostMessageTest {
    private final Database database = MessagingDatabase.open(MessagingDatabase.fresh());
    private final TicketProjector projector = new TicketProjector(database);
    private final TicketState ticket = TicketStates.guest();

    @AfterEach
    void close() {
        database.close();
    }

    /// The database that would be asked is not there any more.
    @Test
    void whoWritesAgainIsNotLookedUpAgainUnlessItWouldBeARefusal() {
        projector.apply(TicketStates.opened(ticket));
        Peer away = new Peer("ticket", URI.create("http://127.0.0.1:1"));
        try (PeerClient tickets = new PeerClient(away, "Bearer x", CallSettings.forAsking())) {
            PostMessage posting = new PostMessage(
                    new KnownConversations(database, new TicketSource(tickets, projector)),
                    new EmailAttempts(database, 10, Duration.ofMinutes(10)));
            NewMessage message = message(TicketStates.EMAIL);
            NewMessage wrong = message("no@body.com");
            posting.decide(
                    MessageWriter.of(database),
                    posting.find(message, guest(message)).orElseThrow());
            database.close();

            assertThat(posting.find(message, guest(message))
                            .orElseThrow()
                            .seen()
                            .ticket()
                            .number())
                    .isEqualTo(ticket.ticketNumber());
            assertThatThrownBy(() -> posting.find(wrong, guest(wrong)))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
    }

    private NewMessage message(String email) {
        return new NewMessage(ticket.ticketNumber(), new Words("It has not arrived yet.", null), email);
    }

    private static Visitor guest(NewMessage message) {
        return new Visitor(null, ticket -> false, message.email());
    }
}
