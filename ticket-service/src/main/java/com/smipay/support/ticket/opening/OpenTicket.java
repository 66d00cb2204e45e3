package com.smipay.support.ticket.opening;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.idempotency.IdempotencyKey;
import com.smipay.support.kit.idempotency.Once;
import com.smipay.support.kit.idempotency.Once.Outcome;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.ticket.domain.Origin;
import com.smipay.support.ticket.domain.PhoneNumbers;
import com.smipay.support.ticket.domain.PriorityInference;
import com.smipay.support.ticket.domain.Registration;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.http.TicketProblems;
import com.smipay.support.ticket.store.OpeningWriter;
import com.smipay.support.ticket.store.Openings.Circumstances;
import com.smipay.support.ticket.store.Openings.Preparation;
import io.helidon.http.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens tickets: two round trips, shared with those that come at once, or one transaction of two where the answer is
/// to be remembered. What is decided between them is each request's own. The sisters are told before the caller is
/// answered (`architecture.md`, rules 1 and 2). Safe for all threads and replicas.
public final class OpenTicket {
    /// A ticket that exists now, with the event that announces it.
    record Opened(Ticket ticket, EventEnvelope event) {}

    private final OpeningWriter openings;
    private final Once once;
    private final DeviceProof proof;
    private final String numberPrefix;
    private final Consumer<EventEnvelope> announce;

    /// @param openings that need no transaction of their own
    /// @param announce publishes and tells what is committed
    public OpenTicket(
            OpeningWriter openings,
            Once once,
            DeviceProof proof,
            String numberPrefix,
            Consumer<EventEnvelope> announce) {
        this.openings = openings;
        this.once = once;
        this.proof = proof;
        this.numberPrefix = numberPrefix;
        this.announce = announce;
    }

    /// @param deviceId proves later that a guest's ticket is this device's (`decisions.md` 12)
    /// @throws com.smipay.support.kit.http.Problem 400 for a session that is not live or another's
    Outcome<Opened> open(
            SupportRequest request,
            Optional<Caller> caller,
            String deviceId,
            Circumstances circumstances,
            Optional<IdempotencyKey> key) {
        Outcome<Opened> outcome = key.isEmpty()
                ? new Outcome.Fresh<>(decide(openings, request, caller, deviceId, circumstances))
                : once.run(
                        key,
                        Status.CREATED_201,
                        transaction -> decide(OpeningWriter.of(transaction), request, caller, deviceId, circumstances),
                        opened -> OpenedAnswer.of(opened.ticket()));
        if (outcome instanceof Outcome.Fresh<Opened> fresh) {
            announce.accept(fresh.result().event());
        }
        return outcome;
    }

    private Opened decide(
            OpeningWriter writer,
            SupportRequest request,
            Optional<Caller> caller,
            String deviceId,
            Circumstances circumstances) {
        String userId = caller.map(Caller::userId).orElse(null);
        Preparation known = writer.prepare(numberPrefix, request.sessionId(), userId);
        RegistrationSession session = liveSession(request, known);
        SupportType type = session == null ? request.supportType() : SupportType.REGISTRATION_ISSUE;
        Priority priority = request.priority() == null ? PriorityInference.of(type) : request.priority();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Origin origin = new Origin(
                id,
                known.number(),
                request.subject(),
                request.description(),
                type,
                request.email(),
                phoneNumber(request, session),
                request.relatedTransactionId(),
                UuidCreator.getTimeOrderedEpoch(),
                userId,
                senderName(session, known, caller),
                known.now());
        Ticket ticket = Ticket.open(origin, priority, userId == null ? proof.of(id, deviceId) : null);
        return new Opened(ticket, writer.insert(ticket, circumstances));
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

    private static @Nullable String senderName(
            @Nullable RegistrationSession session, Preparation known, Optional<Caller> caller) {
        return Stream.of(
                        Optional.ofNullable(session).map(Registration::name),
                        Optional.ofNullable(known.callerName()),
                        caller.map(Caller::displayName))
                .map(name -> name.orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
