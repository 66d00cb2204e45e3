package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.reading.MarkRead;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `POST /internal/conversations/{id}/read`: the socket event `mark_read` (`decisions.md` 21), for a user whose own
/// ticket it is.
public final class InternalReadEndpoint {
    private static final String PATH = "/internal/conversations/{id}/read";

    private final Agents agents;
    private final MarkRead markRead;

    public InternalReadEndpoint(Agents agents, MarkRead markRead) {
        this.agents = agents;
        this.markRead = markRead;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::mark);
    }

    private void mark(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.required(req);
        Person person = agents.checked(ForwardedCaller.parse(body.object()));
        ReadMarkRequest.refuseAdmin(person);
        Fields fields = new Fields(body.object());
        UUID lastMessageId = ReadMarkRequest.lastMessageId(fields);
        fields.check();
        String id = req.path().pathParameters().get("id");
        markRead.byOwner(TicketReference.parse(id), person, lastMessageId)
                .send(res, Status.OK_200, made -> made, reason -> MessagingProblems.of(reason, id));
    }
}
