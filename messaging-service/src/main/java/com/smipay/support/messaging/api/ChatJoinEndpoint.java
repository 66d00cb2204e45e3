package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.chat.JoinChat;
import com.smipay.support.messaging.chat.JoinChat.Admitted;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.Person;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `POST /internal/chats/{id}/join`: may this person join the chat's room, how does it stand, and what did they miss
/// (`live-chat-api.md`, reading 9).
public final class ChatJoinEndpoint {
    private static final String PATH = "/internal/chats/{id}/join";

    private final JoinChat joinChat;
    private final AnswerBudget budget;

    public ChatJoinEndpoint(JoinChat joinChat, AnswerBudget budget) {
        this.joinChat = joinChat;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::join);
    }

    private void join(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.required(req);
        Person person = ForwardedCaller.parse(body.object());
        Fields fields = new Fields(body.object());
        UUID since = ReadMarkRequest.lastMessageId(fields);
        fields.check();
        Admitted admitted = joinChat.admit(req.path().pathParameters().get("id"), person)
                .orElseThrow(ConversationProblems::unknown);
        byte[] answer =
                since == null ? Responses.bytes(ChatJoinAnswer.of(admitted, null)) : withMissed(admitted, since);
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private byte[] withMissed(Admitted admitted, UUID since) {
        long most = UserTicket.mostBytes(
                Math.min(Missed.MOST, admitted.conversation().seq()));
        return budget.within(most, () -> {
            Missed missed = joinChat.missed(admitted, since)
                    .orElseThrow(() -> ConversationProblems.unknownMessage("last_message_id"));
            return Responses.bytes(ChatJoinAnswer.of(admitted, missed));
        });
    }
}
