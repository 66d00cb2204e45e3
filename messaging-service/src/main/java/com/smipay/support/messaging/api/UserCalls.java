package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.CallerRecorder;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who calls at the users' doors where something is written: whatever is written may bind the conversation to the
/// token's user, whom agents then see. Safe for all threads.
///
/// @param agents by whom an agent that is gone is a user like any other (`decisions.md` 54)
/// @param recorder writes down what the token says of whoever comes by, so that agents see by name and phone number who
///     writes, whom only a token tells of (`decisions.md` 30)
public record UserCalls(Callers callers, Agents agents, CallerRecorder recorder) {
    /// @throws com.smipay.support.kit.http.Problem 401 for a token that is not valid
    Optional<Caller> optional(ServerRequest req) {
        Optional<Caller> caller = callers.optional(req);
        caller.ifPresent(recorder::remember);
        return caller;
    }

    /// @throws com.smipay.support.kit.http.Problem 401 without a valid token
    Caller required(ServerRequest req) {
        Caller caller = callers.required(req);
        recorder.remember(caller);
        return caller;
    }

    /// Null for a guest.
    @Nullable Person person(Optional<Caller> caller) {
        return caller.map(agents::person).orElse(null);
    }
}
