package com.smipay.support.ticket;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.Restatement;
import com.smipay.support.kit.runtime.Chore;
import com.smipay.support.kit.runtime.Chores;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.ticket.config.TicketSettings;
import com.smipay.support.ticket.store.Analytics;
import com.smipay.support.ticket.store.CommonTrigrams;
import com.smipay.support.ticket.store.Erasures;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.PendingEntries;
import com.smipay.support.ticket.store.Sessions;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.TicketNumbers;
import java.time.Duration;
import java.util.List;

/// What is done without anybody asking. The schema comes first: it starts all that works on the tables.
record Background(Chores chores, SchemaSetup schema) {
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration RARELY = Duration.ofMinutes(10);

    static Background of(
            ServiceApplication application,
            TicketSettings ticketSettings,
            Database database,
            Decisions decisions,
            Copies copies,
            Edge edge,
            Privacy privacy) {
        OutboxRelay relay = decisions.relay();
        Restatement restatement =
                new Restatement(database, copies.consumer()::serves, TicketChanges::restate, relay::wake);
        Chores chores = application.keep(
                "chores",
                new Chores(List.of(
                        new Chore("figures", EACH_SECOND, () -> Analytics.fold(database)),
                        new Chore("people of searches", EACH_SECOND, () -> Folding.people(database)),
                        new Chore("tickets of searches", EACH_SECOND, () -> Folding.tickets(database)),
                        new Chore("lists beside indexes", EACH_SECOND, () -> PendingEntries.fold(database)),
                        new Chore("states of before a restore", EACH_SECOND, restatement::tellSome),
                        new Chore("comparison of conversations", EACH_SECOND, copies.conversations()::step),
                        new Chore("comparison of ratings", EACH_SECOND, copies.ratings()::step),
                        new Chore("contacts of who was erased", SOON, () -> Erasures.forgetContacts(database)),
                        new Chore("what is kept no longer", EACH_SECOND, privacy.forgetOld()::step),
                        new Chore("numbers of the coming year", RARELY, () -> TicketNumbers.makeAhead(database)),
                        new Chore("what is common in texts", RARELY, () -> CommonTrigrams.count(database)),
                        new Chore(
                                "old registration sessions",
                                RARELY,
                                () -> Sessions.forgetExpired(database, ticketSettings.sessionsKept())),
                        new Chore("answers about who was erased", SOON, decisions.idempotent()::forgetNamed),
                        new Chore("old idempotency keys", RARELY, decisions.idempotent()::forgetOld),
                        new Chore("outbox behind its head", RARELY, relay::lookBehindHead),
                        new Chore("old nonces", RARELY, edge.nonces()::forgetOld))));
        SchemaSetup schema = application.keep("schema", new SchemaSetup(database, () -> {
            relay.start();
            copies.consumer().start();
            chores.start();
        }));
        return new Background(chores, schema);
    }
}
