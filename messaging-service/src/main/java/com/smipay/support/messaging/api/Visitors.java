package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Visitor;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/// Puts together everything that may speak for whoever wants to read a conversation (`decisions.md` 12). Safe for all
/// threads.
public final class Visitors {
    private final DeviceProof deviceProof;

    public Visitors(DeviceProof deviceProof) {
        this.deviceProof = deviceProof;
    }

    /// @param person null without a token
    /// @param query of the request, in which an `email` may stand
    public Visitor identify(ServerRequest req, @Nullable Person person, QueryFields query) {
        return identify(person, SecurityHeadersGuard.deviceId(req), query.optionalEmail("email"));
    }

    /// @param email trimmed and in lower case; null where none was given
    public Visitor identify(@Nullable Person person, String deviceId, @Nullable String email) {
        return new Visitor(
                person,
                conversation -> deviceProof.matches(conversation.guestProof(), conversation.id(), deviceId),
                email);
    }
}
