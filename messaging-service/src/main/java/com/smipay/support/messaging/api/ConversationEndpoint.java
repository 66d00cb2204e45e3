package com.smipay.support.messaging.api;

import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.ConversationPage;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.reading.ReadConversation;
import com.smipay.support.messaging.replica.Agents;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// `GET /api/v1/support/ticket?ticket_number=` (`support-api.md` §3).
public final class ConversationEndpoint {
    public static final String PATH = "/api/v1/support/ticket";

    private final Callers callers;
    private final Agents agents;
    private final Visitors visitors;
    private final ReadConversation readConversation;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public ConversationEndpoint(
            Callers callers,
            Agents agents,
            Visitors visitors,
            ReadConversation readConversation,
            SupportIdentity support,
            AnswerBudget budget) {
        this.callers = callers;
        this.agents = agents;
        this.visitors = visitors;
        this.readConversation = readConversation;
        this.support = support;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private record Answer(UserTicket ticket) {}

    private void read(ServerRequest req, ServerResponse res) {
        Person person = callers.optional(req).map(agents::person).orElse(null);
        ConversationQuery query = ConversationQuery.parse(req, person, visitors);
        Conversation conversation = readConversation
                .find(query.ticketNumber(), query.visitor())
                .orElseThrow(() -> MessagingProblems.unknownTicket(query.ticketNumber()));
        byte[] answer = budget.within(
                UserTicket.mostBytes(conversation.visibleCount()),
                () -> Responses.bytes(Envelope.of("Ticket retrieved", answer(conversation, query))));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private Answer answer(Conversation conversation, ConversationQuery query) {
        ConversationPage page = readConversation
                .page(conversation, query.limit(), query.before())
                .orElseThrow(() -> MessagingProblems.unknownMessage("before"));
        return new Answer(UserTicket.of(page, support));
    }
}
