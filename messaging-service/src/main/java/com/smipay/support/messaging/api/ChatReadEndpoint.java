package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.messaging.chat.MarkChatRead;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `POST /internal/chats/{id}/read`: the socket event `mark_read` with a `conversation_id`, for a user whose own chat
/// it is.
public final class ChatReadEndpoint {
    private static final String PATH = "/internal/chats/{id}/read";

    private final Agents agents;
    private final MarkChatRead markRead;

    public ChatReadEndpoint(Agents agents, MarkChatRead markRead) {
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
        markRead.byOwner(req.path().pathParameters().get("id"), person, lastMessageId)
                .send(res, Status.OK_200, made -> made, ConversationProblems::of);
    }
}
