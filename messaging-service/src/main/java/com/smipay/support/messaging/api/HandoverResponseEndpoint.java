package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.assignment.RespondToHandover;
import com.smipay.support.messaging.assignment.RespondToHandover.Resolved;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/// `POST /api/v1/unified-admin/support/handovers/{id}/respond` (`live-chat-api.md`, rule 3).
public final class HandoverResponseEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/handovers/{id}/respond";
    private static final List<String> WORDS = List.of(HandoverStatus.ACCEPTED.wire(), HandoverStatus.REJECTED.wire());

    private final AdminCalls admins;
    private final RespondToHandover respondToHandover;

    public HandoverResponseEndpoint(AdminCalls admins, RespondToHandover respondToHandover) {
        this.admins = admins;
        this.respondToHandover = respondToHandover;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::respond);
    }

    private void respond(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.required(req);
        Fields fields = new Fields(body.object());
        Optional<HandoverStatus> status = fields.word("status", HandoverResponseEndpoint::parse, WORDS);
        fields.check();
        admin.decide(() -> respondToHandover.respond(
                        req.path().pathParameters().get("id"),
                        status.orElseThrow() == HandoverStatus.ACCEPTED,
                        admin.person(),
                        new IdempotentRequest<>(
                                admin.key(req, body), Status.OK_200.code(), HandoverResponseEndpoint::answer)))
                .send(res, Status.OK_200, HandoverResponseEndpoint::answer, ConversationProblems::of);
    }

    private static Optional<HandoverStatus> parse(String word) {
        return HandoverStatus.parse(word).filter(status -> status != HandoverStatus.PENDING);
    }

    private static Object answer(Resolved resolved) {
        return Envelope.of("Handover " + resolved.status().wire(), resolved);
    }
}
