package com.smipay.support.ticket.opening;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.command.CommandExecutor;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.command.Result;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.ticket.domain.PriorityInference;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.domain.Registration;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import com.smipay.support.ticket.store.BatchingTicketWriter;
import com.smipay.support.ticket.store.OpeningWriter;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens tickets: two round trips, shared with those that come at once, or one transaction of two where the answer
/// is to be remembered. What is decided between them is each request's own. The peers are told before the caller is
/// answered (`architecture.md`, rules 1 and 2). Safe for all threads and replicas.
public final class OpenTicket {
    private final BatchingTicketWriter openings;
    private final CommandExecutor commands;
    private final DeviceProof proof;
    private final String numberPrefix;
    private final Consumer<String> departed;

    /// @param openings that need no transaction of their own
    /// @param departed does what follows for an account that is gone, though its token lives (`decisions.md` 13)
    public OpenTicket(
            BatchingTicketWriter openings,
            CommandExecutor commands,
            DeviceProof proof,
            String numberPrefix,
            Consumer<String> departed) {
        this.openings = openings;
        this.commands = commands;
        this.proof = proof;
        this.numberPrefix = numberPrefix;
        this.departed = departed;
    }

    /// Refused for a session that is not live or another's.
    public Outcome<OpenedTicket, Refusal> open(
            SupportRequest request,
            Applicant applicant,
            ClientMetadata metadata,
            IdempotentRequest<OpenedTicket> idempotent) {
        Outcome<OpenedTicket, Refusal> outcome =
                commands.execute(openings.unit(), idempotent, writer -> decide(writer, request, applicant, metadata));
        if (outcome instanceof Outcome.Executed<OpenedTicket, Refusal> executed) {
            follow(executed.value());
        }
        return outcome;
    }

    private void follow(OpenedTicket opened) {
        String owner = opened.ticket().owner().userId();
        if (owner != null && !opened.owned()) {
            departed.accept(owner);
        }
    }

    /// For somebody who calls an agent (`decisions.md` 68): within a transaction of whoever calls this.
    ///
    /// @param metadata with the agent
    Result<OpenedTicket, Refusal> openFor(
            Statements transaction, SupportRequest request, Applicant applicant, ClientMetadata metadata) {
        Result<OpenedTicket, Refusal> result = decide(OpeningWriter.of(transaction), request, applicant, metadata);
        return result instanceof Result.Accepted<OpenedTicket, Refusal> accepted
                        && !accepted.value().owned()
                ? Result.refused(Refusal.ACCOUNT_GONE)
                : result;
    }

    private Result<OpenedTicket, Refusal> decide(
            OpeningWriter writer, SupportRequest request, Applicant applicant, ClientMetadata metadata) {
        Preparation known = writer.prepare(numberPrefix, request.sessionId(), applicant.userId());
        RegistrationSession session = request.sessionId() == null ? null : known.session();
        if (request.sessionId() != null
                && (session == null || !Registration.isLive(session, request.email(), known.now()))) {
            return Result.refused(Refusal.INVALID_SESSION);
        }
        Ticket ticket = opened(request, applicant, known, session);
        EventEnvelope event = writer.insert(ticket, metadata);
        return Result.accepted(new OpenedTicket(ticket, !known.callerIsGone()), event);
    }

    private Ticket opened(
            SupportRequest request, Applicant applicant, Preparation known, @Nullable RegistrationSession session) {
        SupportType type = session == null ? request.supportType() : SupportType.REGISTRATION_ISSUE;
        Priority priority = request.priority() == null ? PriorityInference.of(type) : request.priority();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        TicketSubmission submission = new TicketSubmission(
                id,
                known.number(),
                request.subject(),
                request.description(),
                type,
                request.email(),
                phoneNumber(request, session),
                request.relatedTransactionId(),
                UuidCreator.getTimeOrderedEpoch(),
                applicant.userId(),
                senderName(session, known, applicant),
                known.now(),
                request.clientId());
        String deviceId = applicant.deviceId();
        return Ticket.open(submission, priority, deviceId == null ? null : proof.sign(id, deviceId));
    }

    /// The session's number fills in where the body has none; one that is no number is nothing the sender can mend,
    /// so it is kept as it was told, and marked.
    private static @Nullable String phoneNumber(SupportRequest request, @Nullable RegistrationSession session) {
        if (request.phoneNumber() != null || session == null || session.phoneNumber() == null) {
            return request.phoneNumber();
        }
        return PhoneNumbers.told(session.phoneNumber()).orElse(null);
    }

    /// As known of the account, so that one person has one name everywhere (`decisions.md` 49); else as the
    /// registration has it.
    private static @Nullable String senderName(
            @Nullable RegistrationSession session, Preparation known, Applicant applicant) {
        String name = known.callerName() == null ? applicant.name() : known.callerName();
        return name == null && session != null ? Registration.name(session) : name;
    }
}
