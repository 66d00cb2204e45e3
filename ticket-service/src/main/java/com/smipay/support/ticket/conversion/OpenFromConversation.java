package com.smipay.support.ticket.conversion;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.domain.PriorityInference;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import com.smipay.support.ticket.store.ConvertedTickets;
import com.smipay.support.ticket.store.ConvertedTickets.Made;
import com.smipay.support.ticket.store.OpeningWriter;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.Tickets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the ticket of a conversation, once. The conversation's id is the ticket's key, so requests that come at once,
/// or again after whoever asked has died, meet there, without a lock over two services. Safe for all threads and
/// replicas.
public final class OpenFromConversation {
    private final Database database;
    private final CommandExecutor commands;
    private final String numberPrefix;
    private final Consumer<String> departed;

    /// @param departed does what follows for an account that is gone
    public OpenFromConversation(
            Database database, CommandExecutor commands, String numberPrefix, Consumer<String> departed) {
        this.database = database;
        this.commands = commands;
        this.numberPrefix = numberPrefix;
        this.departed = departed;
    }

    /// @param created whether this very request made it, now or before
    /// @param event that tells the ticket: the opening itself, or its newest state
    public record Opened(boolean created, EventEnvelope event) {}

    /// @param ownerIsGone whether the account that it belongs to is one that is gone
    private record Decided(EventEnvelope event, boolean ownerIsGone) {}

    /// @param id of the conversation, and so of the ticket
    public Opened open(UUID id, ConversionRequest request) {
        return existing(id, request).orElseGet(() -> make(id, request));
    }

    private Opened make(UUID id, ConversionRequest request) {
        Outcome<Optional<Decided>, Refusal> outcome = commands.inTransaction(
                id, IdempotentRequest.unkeyed(), transaction -> decide(transaction, id, request));
        if (outcome instanceof Outcome.Executed<Optional<Decided>, Refusal> executed
                && executed.value().isPresent()) {
            Decided made = executed.value().get();
            String owner = request.owner().userId();
            if (owner != null && made.ownerIsGone()) {
                departed.accept(owner);
            }
            return new Opened(true, made.event());
        }
        // Another request was faster.
        return existing(id, request).orElseThrow(() -> new UnavailableException("The ticket is gone"));
    }

    /// The newest state of a ticket that is there.
    private Optional<Opened> existing(UUID id, ConversionRequest request) {
        Optional<Made> made = ConvertedTickets.made(database, id);
        return made.flatMap(known -> Tickets.find(database, new TicketReference.ById(id))
                .map(Tickets.Held::ticket)
                .map(ticket -> new Opened(
                        request.attempt().equals(known.attempt()),
                        TicketChanges.envelope(ticket.opened(), ticket.updatedAt()))));
    }

    /// Empty where the ticket is there already.
    private Result<Optional<Decided>, Refusal> decide(Statements transaction, UUID id, ConversionRequest request) {
        People.hold(transaction, request.by().id(), request.owner().userId(), request.assignedTo());
        Preparation known = OpeningWriter.of(transaction)
                .prepare(numberPrefix, null, request.owner().userId());
        People.remember(transaction, request.by(), null, People.ADMIN);
        if (request.ownerByToken() != null) {
            People.remember(transaction, request.ownerByToken(), null, null);
        }
        Ticket ticket = Ticket.ofConversation(
                submission(id, request, known),
                request.owner(),
                request.guestProof(),
                request.priority() == null ? PriorityInference.of(request.supportType()) : request.priority(),
                assignee(transaction, request.assignedTo()),
                request.conversation().seq(),
                ConvertedTickets.firstVersion(transaction));
        ClientMetadata metadata = new ClientMetadata(
                request.deviceMetadata(),
                request.ipAddress(),
                request.userAgent(),
                People.find(transaction, request.by().id()).orElse(request.by()));
        Optional<EventEnvelope> event =
                ConvertedTickets.insert(transaction, ticket, request.conversation(), metadata, request.attempt());
        return new Result.Accepted<>(
                event.map(told -> new Decided(told, known.callerIsGone())),
                event.stream().toList());
    }

    /// Nobody where the agent is gone, or no admin any more: then the conversation is about to be nobody's too.
    private static @Nullable Assignee assignee(Statements transaction, @Nullable String id) {
        if (id == null) {
            return null;
        }
        Assignee assignee = People.assignee(transaction, id);
        return People.told(transaction, id) == People.Told.NOTHING ? assignee : null;
    }

    private static TicketSubmission submission(UUID id, ConversionRequest request, Preparation known) {
        return new TicketSubmission(
                id,
                known.number(),
                request.subject(),
                request.description(),
                request.supportType(),
                request.owner().email(),
                request.phoneNumber(),
                request.relatedTransactionId(),
                request.firstMessage().id(),
                request.firstMessage().senderId(),
                request.firstMessage().senderName(),
                known.now(),
                null,
                request.firstMessage());
    }
}
