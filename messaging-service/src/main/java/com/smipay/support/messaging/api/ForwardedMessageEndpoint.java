package com.smipay.support.messaging.api;

import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Refusal;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.posting.AddForwardedMessage;
import com.smipay.support.messaging.posting.MessageAttempt;
import com.smipay.support.messaging.posting.PostedMessage;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /internal/conversations/{number}/messages` (`architecture.md`, Calls between services).
public final class ForwardedMessageEndpoint {
    private static final String PATH = "/internal/conversations/{number}/messages";

    private final AddForwardedMessage addMessage;
    private final Agents agents;
    private final Visitors visitors;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public ForwardedMessageEndpoint(
            AddForwardedMessage addMessage,
            Agents agents,
            Visitors visitors,
            SupportIdentity support,
            AnswerBudget budget) {
        this.addMessage = addMessage;
        this.agents = agents;
        this.visitors = visitors;
        this.support = support;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::post);
    }

    /// The ticket service is not told: it takes the event from the answer.
    private void post(ServerRequest req, ServerResponse res) {
        String number = req.path().pathParameters().get("number");
        ForwardedMessage forwarded =
                ForwardedMessage.parse(number, JsonBody.required(req).object());
        Person person = forwarded.person() == null ? null : agents.checked(forwarded.person());
        Visitor sender = visitors.identify(
                person, forwarded.deviceId(), forwarded.message().email());
        MessageAttempt attempt =
                addMessage.find(forwarded.message(), sender).orElseThrow(() -> MessagingProblems.unknownTicket(number));
        budget.within(UserTicket.mostBytes(attempt.seen().visibleCount() + 1), () -> {
            answer(res, addMessage.add(attempt, request(forwarded)), number);
            return attempt;
        });
    }

    private IdempotentRequest<PostedMessage> request(ForwardedMessage forwarded) {
        return new IdempotentRequest<>(forwarded.key(), Status.CREATED_201.code(), posted -> answer(posted, true));
    }

    private ForwardedAnswer answer(PostedMessage posted, boolean replayed) {
        return ForwardedAnswer.of(UserTicket.of(posted.page(), support), posted.event(), replayed);
    }

    private void answer(ServerResponse res, Outcome<PostedMessage, Refusal> outcome, String number) {
        outcome.send(
                res, Status.CREATED_201, made -> answer(made, false), reason -> MessagingProblems.of(reason, number));
    }
}
