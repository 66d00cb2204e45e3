package com.smipay.support.messaging;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.SchemaSetup;
import com.smipay.support.kit.outbox.OutboxRelay;
import com.smipay.support.kit.outbox.Restatement;
import com.smipay.support.kit.runtime.Chore;
import com.smipay.support.kit.runtime.Chores;
import com.smipay.support.kit.runtime.ServiceApplication;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatWords;
import com.smipay.support.messaging.store.ConversationStates;
import com.smipay.support.messaging.store.Erasures;
import com.smipay.support.messaging.store.PendingEntries;
import java.time.Duration;
import java.util.List;

/// What is done without anybody asking. The schema comes first: it starts all that works on the tables.
record Background(Chores chores, SchemaSetup schema) {
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration EACH_MINUTE = Duration.ofMinutes(1);
    private static final Duration RARELY = Duration.ofMinutes(5);

    static Background of(
            ServiceApplication application,
            Database database,
            Decisions decisions,
            Copies copies,
            Edge edge,
            Privacy privacy) {
        OutboxRelay relay = decisions.relay();
        Restatement restatement = new Restatement(database, copies.serves(), ConversationStates::restate, relay::wake);
        Chores chores = application.keep(
                "chores",
                new Chores(List.of(
                        new Chore("figures", EACH_SECOND, () -> ChatFigures.fold(database)),
                        new Chore("words of searches", EACH_SECOND, () -> ChatWords.learn(database)),
                        new Chore("lists beside indexes", EACH_SECOND, () -> PendingEntries.fold(database)),
                        new Chore("states of before a restore", EACH_SECOND, restatement::tellSome),
                        new Chore("comparison of tickets", EACH_SECOND, copies.tickets()::step),
                        new Chore("comparison of ratings", EACH_SECOND, copies.ratings()::step),
                        new Chore("words of who was erased", SOON, () -> Erasures.forgetDictionary(database)),
                        new Chore("what is kept no longer", EACH_SECOND, privacy.forgetOld()::step),
                        new Chore("texts of searches", EACH_MINUTE, () -> ChatWords.writeMissing(database)),
                        new Chore("answers about who was erased", SOON, decisions.idempotent()::forgetNamed),
                        new Chore("old idempotency keys", RARELY, decisions.idempotent()::forgetOld),
                        new Chore("outbox behind its head", RARELY, relay::lookBehindHead),
                        new Chore("old nonces", RARELY, edge.nonces()::forgetOld),
                        new Chore("old wrong emails", RARELY, edge.emails()::forgetOld))));
        SchemaSetup schema = application.keep("schema", new SchemaSetup(database, () -> {
            relay.start();
            copies.consumer().start();
            copies.peopleConsumer().start();
            chores.start();
        }));
        return new Background(chores, schema);
    }
}
