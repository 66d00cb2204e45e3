package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Missed;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.reading.JoinConversation;
import com.smipay.support.messaging.reading.JoinConversation.Admitted;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;

/// `POST /internal/conversations/{id}/join`: may this person join the ticket's room, and what did they miss
/// (`decisions.md` 27).
public final class JoinEndpoint {
    private static final String PATH = "/internal/conversations/{id}/join";

    private final JoinConversation joinConversation;
    private final AnswerBudget budget;

    public JoinEndpoint(JoinConversation joinConversation, AnswerBudget budget) {
        this.joinConversation = joinConversation;
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
        String id = req.path().pathParameters().get("id");
        Admitted admitted = joinConversation
                .admit(TicketReference.parse(id), person)
                .orElseThrow(() -> MessagingProblems.unknownTicket(id));
        byte[] answer = since == null
                ? Responses.bytes(JoinAnswer.of(admitted.conversation(), null))
                : withMissed(admitted, since);
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private byte[] withMissed(Admitted admitted, UUID since) {
        long most = UserTicket.mostBytes(
                Math.min(Missed.MOST, admitted.conversation().seq()));
        return budget.within(most, () -> {
            Missed missed = joinConversation.missed(admitted, since).orElseThrow(ReadMarkRequest::unknownMessage);
            return Responses.bytes(JoinAnswer.of(admitted.conversation(), missed));
        });
    }
}
