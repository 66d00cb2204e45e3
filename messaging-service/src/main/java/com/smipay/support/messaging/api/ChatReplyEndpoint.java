package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.assignment.Reply;
import com.smipay.support.messaging.assignment.ReplyToChat;
import com.smipay.support.messaging.store.WrittenMessage;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /api/v1/unified-admin/support/conversations/{id}/reply` (`live-chat-api.md`, rule 2).
public final class ChatReplyEndpoint {
    private final AdminCalls admins;
    private final ReplyToChat replyToChat;

    public ChatReplyEndpoint(AdminCalls admins, ReplyToChat replyToChat) {
        this.admins = admins;
        this.replyToChat = replyToChat;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_ADMIN + "/{id}/reply", this::reply);
    }

    private void reply(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.required(req);
        ReplyRequest reply = ReplyRequest.parse(body.object());
        admin.decide(() -> replyToChat.reply(
                        req.path().pathParameters().get("id"),
                        new Reply(reply.words(), reply.isInternal()),
                        admin.person(),
                        new IdempotentRequest<>(
                                admin.key(req, body), Status.CREATED_201.code(), ChatReplyEndpoint::answer)))
                .send(res, Status.CREATED_201, ChatReplyEndpoint::answer, ConversationProblems::ofReply);
    }

    private static Object answer(WrittenMessage written) {
        return Envelope.of("Reply sent", AdminMessage.of(written.message()));
    }
}
