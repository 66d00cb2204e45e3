package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.replying.Reply;
import com.smipay.support.messaging.replying.ReplyToTicket;
import com.smipay.support.messaging.store.WrittenMessage;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `POST /api/v1/unified-admin/support/{id}/reply` (`admin-api.md`, Reply).
public final class ReplyEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/{id}/reply";

    private final AdminCalls admins;
    private final ReplyToTicket replyToTicket;

    public ReplyEndpoint(AdminCalls admins, ReplyToTicket replyToTicket) {
        this.admins = admins;
        this.replyToTicket = replyToTicket;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::reply);
    }

    private void reply(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.required(req);
        ReplyRequest request = ReplyRequest.parse(body.object());
        Reply reply = new Reply(request.words(), request.isInternal());
        String ticket = req.path().pathParameters().get("id");
        admin.decide(() -> replyToTicket.reply(
                        TicketReference.parse(ticket),
                        reply,
                        admin.person(),
                        new IdempotentRequest<>(
                                admin.key(req, body), Status.CREATED_201.code(), ReplyEndpoint::answer)))
                .send(res, Status.CREATED_201, ReplyEndpoint::answer, reason -> MessagingProblems.of(reason, ticket));
    }

    private static Object answer(WrittenMessage posted) {
        return Envelope.of("Reply sent", AdminMessage.of(posted.message()));
    }
}
