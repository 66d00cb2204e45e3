package com.smipay.support.messaging.api;

import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.Refusal;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Function;

/// Answers with what became of a command about a chat.
final class ConversationAnswers {
    private ConversationAnswers() {}

    /// @param body of a success, as it is remembered with its key
    /// @throws com.smipay.support.kit.http.Problem of the refusal
    static <A> void send(ServerResponse res, Status status, Outcome<A, Refusal> outcome, Function<A, Object> body) {
        switch (outcome) {
            case Outcome.Executed<A, Refusal> executed -> Responses.send(res, status, body.apply(executed.value()));
            case Outcome.Replayed<A, Refusal> replayed ->
                Responses.replay(res, Status.create(replayed.status()), replayed.body());
            case Outcome.Refused<A, Refusal> refused -> throw ConversationProblems.of(refused.reason());
        }
    }
}
