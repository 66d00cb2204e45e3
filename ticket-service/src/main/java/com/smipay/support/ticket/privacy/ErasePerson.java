package com.smipay.support.ticket.privacy;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ErasureEndpoint.Progress;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.Decision;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.store.Erasures;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.Tickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// Forgets a person. Each ticket is a decision like any other, in a transaction of its own, and its event lets
/// messaging and rating forget what they keep of it. Whoever dies in between does the rest when asked again. Safe for
/// all threads and replicas.
public final class ErasePerson {
    private final Database database;
    private final Consumer<EventEnvelope> announce;

    /// @param announce publishes and tells what is committed
    public ErasePerson(Database database, Consumer<EventEnvelope> announce) {
        this.database = database;
        this.announce = announce;
    }

    /// A batch of tickets; behind the last one the person. The account's address owns what was written without
    /// a token.
    public Progress step(DataSubject person) {
        String userId = person.userId();
        DataSubject known = userId == null ? person : person.reachedAt(People.emailOf(database, userId));
        List<UUID> owned = Erasures.owned(database, known);
        List<UUID> erased = new ArrayList<>();
        for (UUID id : owned) {
            Optional<EventEnvelope> event =
                    erase(id, (transaction, ticket) -> Erasures.isOwned(transaction, known, id));
            event.ifPresent(announce);
            event.ifPresent(any -> erased.add(id));
        }
        if (!owned.isEmpty()) {
            return new Progress(erased, false);
        }
        Erasures.forgetContacts(database);
        Erasures.forgetPerson(database, known);
        return new Progress(List.of(), true);
    }

    /// A ticket that was kept for as long as it may be, unless something has happened to it since.
    ///
    /// @param before when it happened
    void eraseSettled(UUID id, Instant before) {
        erase(
                        id,
                        (transaction, ticket) -> ticket.standing().status().isSettled()
                                && ticket.updatedAt().isBefore(before))
                .ifPresent(announce);
    }

    /// Empty where it is not due any more.
    private Optional<EventEnvelope> erase(UUID id, BiPredicate<Statements, Ticket> stillDue) {
        return database.transaction(transaction -> Tickets.lock(transaction, new TicketReference.ById(id))
                .filter(held -> stillDue.test(transaction, held.ticket()))
                .flatMap(held -> erase(transaction, held)));
    }

    private static Optional<EventEnvelope> erase(Statements transaction, Tickets.Held held) {
        Ticket before = held.ticket();
        if (!(before.erase(held.now()) instanceof Decision.Changed changed)) {
            return Optional.empty();
        }
        EventEnvelope event = TicketChanges.save(transaction, before, changed, held.now());
        Erasures.forgetWords(transaction, before, changed.after(), held.now());
        return Optional.of(event);
    }
}
