package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.assignment.ClaimConversation;
import com.smipay.support.messaging.assignment.ClaimConversation.Assigned;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /api/v1/unified-admin/support/conversations/{id}/claim` (`live-chat-api.md`, rule 1).
public final class ClaimEndpoint {
    private final AdminCalls admins;
    private final ClaimConversation claimConversation;

    public ClaimEndpoint(AdminCalls admins, ClaimConversation claimConversation) {
        this.admins = admins;
        this.claimConversation = claimConversation;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_ADMIN + "/{id}/claim", this::claim);
    }

    private void claim(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.optional(req);
        admin.decide(() -> claimConversation.claim(
                        req.path().pathParameters().get("id"),
                        admin.person(),
                        new IdempotentRequest<>(admin.key(req, body), Status.OK_200.code(), ClaimEndpoint::answer)))
                .send(res, Status.OK_200, ClaimEndpoint::answer, ConversationProblems::of);
    }

    private static Object answer(Assigned assigned) {
        return Envelope.of("Conversation claimed", assigned);
    }
}
