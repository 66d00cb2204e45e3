package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.assignment.RequestHandover;
import com.smipay.support.messaging.assignment.RequestHandover.HandoverRequest;
import com.smipay.support.messaging.assignment.RequestHandover.Requested;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `POST /api/v1/unified-admin/support/conversations/{id}/handover` (`live-chat-api.md`, rule 3).
public final class HandoverEndpoint {
    private static final int MAX_ID = 255;
    private static final int MAX_REASON = 1000;

    private final AdminCalls admins;
    private final RequestHandover requestHandover;

    public HandoverEndpoint(AdminCalls admins, RequestHandover requestHandover) {
        this.admins = admins;
        this.requestHandover = requestHandover;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_ADMIN + "/{id}/handover", this::request);
    }

    private record Answer(
            UUID handoverId, UUID conversationId, String toAdminId, String toAdminName, HandoverStatus status) {}

    private void request(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.required(req);
        Fields fields = new Fields(body.object());
        String target = fields.id("to_admin_id", MAX_ID);
        String reason = fields.optionalText("reason", 1, MAX_REASON);
        fields.check();
        requestHandover
                .request(
                        req.path().pathParameters().get("id"),
                        new HandoverRequest(target, reason),
                        admin.person(),
                        new IdempotentRequest<>(
                                admin.key(req, body), Status.CREATED_201.code(), HandoverEndpoint::answer))
                .send(res, Status.CREATED_201, HandoverEndpoint::answer, ConversationProblems::of);
    }

    private static Object answer(Requested requested) {
        return Envelope.of(
                "Handover requested",
                new Answer(
                        requested.handoverId(),
                        requested.conversationId(),
                        requested.target().id(),
                        requested.target().name(),
                        HandoverStatus.PENDING));
    }
}
