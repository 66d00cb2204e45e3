package com.smipay.support.ticket.opening;

import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.TicketDetails;
import com.smipay.support.ticket.store.TicketView;
import org.jspecify.annotations.Nullable;

/// An agent opens a ticket for somebody who calls (`decisions.md` 68). It is the named account's, else of the
/// person with its email, and its first message is theirs. Of the agent's own browser nothing is kept. Safe for all
/// threads and replicas.
public final class OpenForCaller {
    private final OpenTicket openTicket;
    private final CommandExecutor commands;

    public OpenForCaller(OpenTicket openTicket, CommandExecutor commands) {
        this.openTicket = openTicket;
        this.commands = commands;
    }

    /// @param userId of the account that calls; null for a person without one
    public Outcome<TicketView, Refusal> open(
            SupportRequest request, @Nullable String userId, Caller agent, IdempotentRequest<TicketView> idempotent) {
        return commands.inTransaction(idempotent, transaction -> open(transaction, request, userId, agent));
    }

    private Result<TicketView, Refusal> open(
            Statements transaction, SupportRequest request, @Nullable String userId, Caller agent) {
        ClientMetadata metadata = new ClientMetadata(
                DeviceFacts.withPlatform(request.metadata()).toString(), null, null, People.actor(transaction, agent));
        return switch (openTicket.openFor(transaction, request, Applicant.caller(userId), metadata)) {
            case Result.Refused<OpenedTicket, Refusal> refused -> Result.refused(refused.reason());
            case Result.Accepted<OpenedTicket, Refusal> accepted ->
                TicketDetails.row(
                                transaction,
                                accepted.value().ticket().submission().id())
                        .<Result<TicketView, Refusal>>map(row -> new Result.Accepted<>(row, accepted.events()))
                        .orElseThrow(() -> new UnavailableException("The ticket is gone"));
        };
    }
}
