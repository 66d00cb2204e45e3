package com.smipay.support.ticket.opening;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.command.IdempotentExecutor.Outcome;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.ticket.domain.PriorityInference;
import com.smipay.support.ticket.domain.Registration;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import com.smipay.support.ticket.http.TicketProblems;
import com.smipay.support.ticket.store.OpeningWriter;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import io.helidon.http.Status;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens tickets: two round trips, shared with those that come at once, or one transaction of two where the answer is
/// to be remembered. What is decided between them is each request's own. The peers are told before the caller is
/// answered (`architecture.md`, rules 1 and 2). Safe for all threads and replicas.
public final class OpenTicket {
    /// A ticket that exists now, with the event that announces it.
    ///
    /// @param owned whether its account is one that is there
    record Opened(Ticket ticket, EventEnvelope event, boolean owned) {}

    private final OpeningWriter openings;
    private final IdempotentExecutor once;
    private final DeviceProof proof;
    private final String numberPrefix;
    private final Consumer<EventEnvelope> announce;
    private final Consumer<String> departed;

    /// @param openings that need no transaction of their own
    /// @param announce publishes and tells what is committed
    /// @param departed does what follows for an account that is gone, though its token lives (`decisions.md` 13)
    public OpenTicket(
            OpeningWriter openings,
            IdempotentExecutor once,
            DeviceProof proof,
            String numberPrefix,
            Consumer<EventEnvelope> announce,
            Consumer<String> departed) {
        this.openings = openings;
        this.once = once;
        this.proof = proof;
        this.numberPrefix = numberPrefix;
        this.announce = announce;
        this.departed = departed;
    }

    /// @throws com.smipay.support.kit.http.Problem 400 for a session that is not live or another's
    Outcome<Opened> open(
            SupportRequest request, Applicant applicant, ClientMetadata circumstances, Optional<IdempotencyKey> key) {
        Outcome<Opened> outcome = key.isEmpty()
                ? new Outcome.Executed<>(decide(openings, request, applicant, circumstances))
                : once.run(
                        key,
                        Status.CREATED_201,
                        transaction -> decide(OpeningWriter.of(transaction), request, applicant, circumstances),
                        opened -> OpenedAnswer.of(opened.ticket()));
        if (outcome instanceof Outcome.Executed<Opened> fresh) {
            announce(fresh.result());
        }
        return outcome;
    }

    /// For somebody who calls an agent (`decisions.md` 68); who announces it is the caller of this.
    ///
    /// @param circumstances with the agent
    /// @throws com.smipay.support.kit.http.Problem 400 as above, and for an account that is gone
    Opened openFor(Statements transaction, SupportRequest request, Applicant applicant, ClientMetadata circumstances) {
        Opened opened = decide(OpeningWriter.of(transaction), request, applicant, circumstances);
        if (!opened.owned()) {
            throw Problem.invalid("user_id", "user_id must be an account that is there");
        }
        return opened;
    }

    /// Once it is committed.
    void announce(Opened opened) {
        announce.accept(opened.event());
        String owner = opened.ticket().owner().userId();
        if (owner != null && !opened.owned()) {
            departed.accept(owner);
        }
    }

    private Opened decide(
            OpeningWriter writer, SupportRequest request, Applicant applicant, ClientMetadata circumstances) {
        Preparation known = writer.prepare(numberPrefix, request.sessionId(), applicant.userId());
        RegistrationSession session = liveSession(request, known);
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
        Ticket ticket = Ticket.open(submission, priority, deviceId == null ? null : proof.of(id, deviceId));
        return new Opened(ticket, writer.insert(ticket, circumstances), !known.callerIsGone());
    }

    private static @Nullable RegistrationSession liveSession(SupportRequest request, Preparation known) {
        if (request.sessionId() == null) {
            return null;
        }
        RegistrationSession session = known.session();
        if (session == null || !Registration.isLive(session, request.email(), known.now())) {
            throw TicketProblems.invalidSession();
        }
        return session;
    }

    /// The session's number fills in where the body has none; one that is no number is nothing the sender can mend, so
    /// it is kept as it was told, and marked.
    private static @Nullable String phoneNumber(SupportRequest request, @Nullable RegistrationSession session) {
        if (request.phoneNumber() != null || session == null || session.phoneNumber() == null) {
            return request.phoneNumber();
        }
        return PhoneNumbers.told(session.phoneNumber()).orElse(null);
    }

    /// As known of the account, so that one person has one name everywhere (`decisions.md` 49); else as the
    /// registration
    /// has it.
    private static @Nullable String senderName(
            @Nullable RegistrationSession session, Preparation known, Applicant applicant) {
        String name = known.callerName() == null ? applicant.name() : known.callerName();
        return name == null && session != null ? Registration.name(session) : name;
    }
}
