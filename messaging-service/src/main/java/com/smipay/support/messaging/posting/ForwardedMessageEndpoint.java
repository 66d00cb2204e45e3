package com.smipay.support.messaging.posting;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.messaging.posting.PostForwarded.Posted;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /internal/conversations/{number}/messages` (`architecture.md`, Calls between services).
public final class ForwardedMessageEndpoint {
    private static final String PATH = "/internal/conversations/{number}/messages";

    private final PostForwarded postForwarded;
    private final EventPublisher announcer;

    public ForwardedMessageEndpoint(PostForwarded postForwarded, EventPublisher announcer) {
        this.postForwarded = postForwarded;
        this.announcer = announcer;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::post);
    }

    /// The ticket service is not told: it takes the event from the answer.
    private void post(ServerRequest req, ServerResponse res) {
        String number = req.path().pathParameters().get("number");
        ForwardedMessage forwarded =
                ForwardedMessage.parse(number, JsonBody.required(req).object());
        postForwarded.post(forwarded, outcome -> answer(res, outcome));
    }

    private void answer(ServerResponse res, Outcome<Posted> outcome) {
        switch (outcome) {
            case Outcome.Executed<Posted> fresh -> {
                Posted posted = fresh.result();
                announcer.publish();
                Responses.send(res, Status.CREATED_201, ForwardedAnswer.of(posted.ticket(), posted.event(), false));
            }
            case Outcome.Replayed<Posted> replayed -> Responses.replay(res, replayed.status(), replayed.body());
        }
    }
}
