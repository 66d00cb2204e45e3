package com.smipay.support.messaging.store;

import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.TicketStates;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.testkit.TestDatabase;
import java.util.UUID;
import java.util.function.Consumer;

/// A database that is opened anew for each piece of work, as by one replica after the other, and what the tests of
/// copies do in it.
final class CopiesFixture {
    final TestDatabase sql = MessagingDatabase.fresh();

    void serve(Consumer<Database> work) {
        try (Database database = MessagingDatabase.open(sql)) {
            work.accept(database);
        }
    }

    static void open(Database database, TicketState ticket) {
        TicketReplica.open(database, new TicketEvent.Opened(ticket, TicketStates.opening(ticket)));
    }

    static MessageEvent.Posted post(Database database, TicketState ticket, String text) {
        return Posting.write(
                        database,
                        Conversations.find(database, new TicketReference.ById(ticket.id()))
                                .orElseThrow(),
                        StoreFixture.fromUser(text))
                .map(StoreFixture::posted)
                .orElseThrow();
    }

    static void openChat(Database database, UUID id) {
        Chats.open(
                database,
                new NewChat(
                        id,
                        UUID.randomUUID(),
                        new Words("Hello", null),
                        new Owner("u-1", TicketStates.EMAIL, "John Doe"),
                        null,
                        null,
                        "{}",
                        null,
                        null));
    }

    static MessageEvent.Restated find(Database database, TicketState ticket) {
        return find(database, ticket.id());
    }

    static MessageEvent.Restated find(Database database, UUID id) {
        return restated(ConversationStates.find(database, id).orElseThrow());
    }

    static MessageEvent.Restated restated(EventEnvelope event) {
        return (MessageEvent.Restated) ((Decoded.Known) EventCodec.decode(event)).event();
    }
}
