package com.smipay.support.messaging.api;

import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.CallerRecorder;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.function.Supplier;

/// Who calls at the agents' doors: an admin by the token, whom the identity topic does not take the role from. Safe for
/// all threads.
///
/// @param recorder writes down what the token says of whoever comes by (`decisions.md` 30)
public record AdminCalls(Callers callers, Agents agents, CallerRecorder recorder) {
    /// The caller of a key is always the user of the token here.
    private static final String NO_DEVICE = "";

    /// @throws Problem 401 without a token, 403 without the role
    Admitted admit(ServerRequest req) {
        Caller caller = callers.admin(req);
        Person person = agents.admin(caller).orElseThrow(AdminCalls::noAdmin);
        recorder.remember(caller);
        return new Admitted(caller, person, agents);
    }

    private static Problem noAdmin() {
        return Problem.forbidden("The admin role is required");
    }

    record Admitted(Caller caller, Person person, Agents agents) {
        /// Decides for them. A statement that gives a chat to an agent holds them to be one while it writes, and can't
        /// say why it wrote nothing: whoever has stopped being one meanwhile is told so here.
        ///
        /// @throws Problem 403
        <A> A decide(Supplier<A> decision) {
            try {
                return decision.get();
            } catch (UnavailableException e) {
                if (agents.isRevoked(caller.userId())) {
                    throw noAdmin();
                }
                throw e;
            }
        }

        Optional<IdempotencyKey> key(ServerRequest req, JsonBody body) {
            return IdempotencyKey.of(
                    req, Optional.of(caller), NO_DEVICE, body.bytes().array());
        }
    }
}
