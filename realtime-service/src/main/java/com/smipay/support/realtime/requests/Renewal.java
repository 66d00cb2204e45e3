package com.smipay.support.realtime.requests;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.requests.ClientRequest.Authenticate;
import com.smipay.support.realtime.requests.Conversations.JoinAnswer;
import com.smipay.support.realtime.requests.Conversations.JoinQuestion;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Reply;
import com.smipay.support.realtime.store.Rooms;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// Prolongs a connection by a fresh token of the same person; its role and rooms follow the new one (`decisions.md`
/// 25). What is refused changes nothing.
final class Renewal {
    private final Authenticator authenticator;
    private final Rooms rooms;
    private final Indicators indicators;
    private final MessagingClient messaging;

    Renewal(Authenticator authenticator, Rooms rooms, Indicators indicators, MessagingClient messaging) {
        this.authenticator = authenticator;
        this.rooms = rooms;
        this.indicators = indicators;
        this.messaging = messaging;
    }

    private record Acknowledgement(boolean success, Instant expiresAt) {}

    /// Returns when the client has been answered.
    void renew(Connection connection, Authenticate request, Reply reply) {
        switch (authenticator.admit(request.auth())) {
            case Admission.Refused refused -> reply.refuse(refused.refusal());
            case Admission.Admitted admitted -> follow(connection, admitted.caller(), reply);
        }
    }

    private void follow(Connection connection, Caller caller, Reply reply) {
        if (!caller.userId().equals(connection.caller().userId())) {
            reply.refuse(Refusal.ANOTHER_PERSON);
            return;
        }
        Set<UUID> keeps = new HashSet<>();
        for (Place place : rooms.placesOf(connection)) {
            switch (mayStay(connection.caller(), caller, place)) {
                case YES -> keeps.add(place.id());
                case NO -> {}
                case UNKNOWN -> {
                    reply.refuse(Refusal.UNAVAILABLE);
                    return;
                }
            }
        }
        rooms.renew(connection, caller, keeps).forEach(ticketId -> indicators.gone(connection.id(), ticketId));
        if (!caller.isAdmin()) {
            // They may stay in the room of a ticket of their own.
            indicators.looking().gone(connection.id());
        }
        connection.livesUntil(caller.expiresAt());
        reply.succeed(new Acknowledgement(true, caller.expiresAt()));
    }

    private enum Verdict {
        YES,
        NO,
        UNKNOWN
    }

    /// Asked only where the new token may say less than the one before.
    private Verdict mayStay(Caller before, Caller after, Place place) {
        boolean sameRights =
                before.isAdmin() == after.isAdmin() && before.ownershipEmail().equals(after.ownershipEmail());
        if (after.isAdmin() || sameRights) {
            return Verdict.YES;
        }
        return switch (messaging.join(place, JoinQuestion.of(after, null))) {
            case Answer.Given<JoinAnswer> given -> Verdict.YES;
            case Answer.Refused<JoinAnswer> refused ->
                refused.refusal().equals(Refusal.UNAVAILABLE) ? Verdict.UNKNOWN : Verdict.NO;
        };
    }
}
