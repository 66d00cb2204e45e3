package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.assignment.CloseConversation;
import com.smipay.support.messaging.assignment.CloseConversation.Closed;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /api/v1/unified-admin/support/conversations/{id}/close` (`live-chat-api.md`, reading 6).
public final class CloseEndpoint {
    private final AdminCalls admins;
    private final CloseConversation closeConversation;

    public CloseEndpoint(AdminCalls admins, CloseConversation closeConversation) {
        this.admins = admins;
        this.closeConversation = closeConversation;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_ADMIN + "/{id}/close", this::close);
    }

    private void close(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.optional(req);
        closeConversation
                .close(
                        req.path().pathParameters().get("id"),
                        admin.person(),
                        new IdempotentRequest<>(admin.key(req, body), Status.OK_200.code(), CloseEndpoint::answer))
                .send(res, Status.OK_200, CloseEndpoint::answer, ConversationProblems::of);
    }

    private static Object answer(Closed closed) {
        return Envelope.of("Conversation closed", closed);
    }
}
