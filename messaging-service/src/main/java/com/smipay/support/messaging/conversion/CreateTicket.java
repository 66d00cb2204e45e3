package com.smipay.support.messaging.conversion;

import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.store.ChatCommands;
import com.smipay.support.messaging.store.TicketBasis;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// Has the ticket of a chat made: one, asked once or five times, also when either service dies in between. While the
/// ticket service is asked neither a transaction is open nor a turn taken. Safe for all threads and replicas.
///
/// With an `Idempotency-Key` the attempt has a name that follows from it: the ticket service knows a repetition, and
/// answers that the ticket is this attempt's.
public final class CreateTicket {
    private final ChatCommands chats;
    private final Database database;
    private final TicketOpening opening;
    private final IdempotentExecutor idempotent;
    private final EventHandler projector;
    private final Consumer<EventEnvelope> announce;

    /// @param projector applies what the ticket service answers, like an event told
    /// @param announce what that decides here
    public CreateTicket(
            ChatCommands chats,
            Database database,
            TicketOpening opening,
            IdempotentExecutor idempotent,
            EventHandler projector,
            Consumer<EventEnvelope> announce) {
        this.chats = chats;
        this.database = database;
        this.opening = opening;
        this.idempotent = idempotent;
        this.projector = projector;
        this.announce = announce;
    }

    /// @param id of the chat, as the caller wrote it
    /// @throws UnavailableException when the ticket service can't be asked, or does not answer: the same key may
    ///     come again
    public Outcome<TicketState, Refusal> create(
            String id, TicketDraft draft, Person agent, IdempotentRequest<TicketState> request) {
        Optional<Conversation> chat = chats.find(id, all -> true);
        if (chat.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound());
        }
        return request.key()
                .map(key -> keyed(chat.get(), draft, agent, request, key))
                .orElseGet(() -> unkeyed(chat.get(), draft, agent));
    }

    private Outcome<TicketState, Refusal> unkeyed(Conversation chat, TicketDraft draft, Person agent) {
        return chat.ticketOrNull() == null
                ? ask(chat, draft, agent, UUID.randomUUID())
                : Outcome.refused(new Refusal.HasTicket(chat.ticket().number()));
    }

    private Outcome<TicketState, Refusal> keyed(
            Conversation chat,
            TicketDraft draft,
            Person agent,
            IdempotentRequest<TicketState> request,
            IdempotencyKey key) {
        Optional<Outcome<TicketState, Refusal>> concluded = idempotent.reserveUnlessConcluded(key);
        if (concluded.isPresent()) {
            return concluded.get();
        }
        Outcome<TicketState, Refusal> outcome = ask(chat, draft, agent, attempt(key));
        return switch (outcome) {
            case Outcome.Executed<TicketState, Refusal> executed -> concluded(key, request, executed);
            case Outcome.Refused<TicketState, Refusal> refused -> {
                idempotent.release(key);
                yield outcome;
            }
            case Outcome.Replayed<TicketState, Refusal> replayed ->
                throw new IllegalStateException("Nothing replays here");
        };
    }

    /// Of several at once with one key the first has made the ticket, and the others have found it made.
    private Outcome<TicketState, Refusal> concluded(
            IdempotencyKey key,
            IdempotentRequest<TicketState> request,
            Outcome.Executed<TicketState, Refusal> executed) {
        return idempotent.conclude(key, request, executed.value())
                ? executed
                : idempotent.<TicketState, Refusal>reserveUnlessConcluded(key).orElse(executed);
    }

    private static UUID attempt(IdempotencyKey key) {
        String name = String.join("\n", key.caller(), key.path(), key.key(), key.bodyHash());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private Outcome<TicketState, Refusal> ask(Conversation chat, TicketDraft draft, Person agent, UUID attempt) {
        TicketBasis basis = TicketBasis.of(database, chat.id()).orElseThrow();
        TicketOpening.Made made = opening.open(basis, draft, agent, attempt);
        TicketState ticket = ticketOf(made.event());
        projector.apply(made.event()).forEach(announce);
        return made.created()
                ? new Outcome.Executed<>(ticket, java.util.List.of())
                : Outcome.refused(new Refusal.HasTicket(ticket.ticketNumber()));
    }

    private static TicketState ticketOf(EventEnvelope event) {
        return EventCodec.decode(event, TicketEvent.class)
                .map(TicketEvent::ticket)
                .orElseThrow(() -> new UnavailableException("The ticket service answered no ticket"));
    }
}
