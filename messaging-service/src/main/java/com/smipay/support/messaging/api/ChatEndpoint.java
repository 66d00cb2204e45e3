package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.chat.ReadChat;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/support/conversations/{id}` (`live-chat-api.md`, User side).
public final class ChatEndpoint {
    public static final String PATH = ConversationPaths.OF_USER + "/{id}";

    private final Callers callers;
    private final Agents agents;
    private final Visitors visitors;
    private final ReadChat readChat;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public ChatEndpoint(
            Callers callers,
            Agents agents,
            Visitors visitors,
            ReadChat readChat,
            SupportIdentity support,
            AnswerBudget budget) {
        this.callers = callers;
        this.agents = agents;
        this.visitors = visitors;
        this.readChat = readChat;
        this.support = support;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private record Answer(UserConversation conversation) {}

    private void read(ServerRequest req, ServerResponse res) {
        Person person = callers.optional(req).map(agents::person).orElse(null);
        QueryFields query = new QueryFields(req.query());
        Integer limit = query.optionalNumber("limit", 1, Page.MAX_LIMIT);
        UUID before = query.optionalUuid("before", "the id of a message");
        Visitor visitor = visitors.identify(req, person, query);
        query.check();
        Conversation conversation = readChat.find(req.path().pathParameters().get("id"), visitor)
                .orElseThrow(ConversationProblems::unknown);
        byte[] answer = budget.within(
                UserTicket.mostBytes(conversation.visibleCount()),
                () -> Responses.bytes(Envelope.of("Conversation retrieved", answer(conversation, limit, before))));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private Answer answer(Conversation conversation, @Nullable Integer limit, @Nullable UUID before) {
        return readChat.page(conversation, limit, before)
                .map(messages -> new Answer(UserConversation.of(conversation, messages, support)))
                .orElseThrow(() -> ConversationProblems.unknownMessage("before"));
    }
}
