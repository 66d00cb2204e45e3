package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.edge.UserTicket;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.projection.Agents;
import com.smipay.support.messaging.store.Messages;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;

/// `GET /api/v1/support/ticket?ticket_number=` (`support-api.md` §3).
public final class ConversationEndpoint {
    public static final String PATH = "/api/v1/support/ticket";

    private final Callers callers;
    private final Agents agents;
    private final Visitors visitors;
    private final ReadableConversations readable;
    private final Database database;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public ConversationEndpoint(
            Callers callers,
            Agents agents,
            Visitors visitors,
            ReadableConversations readable,
            Database database,
            SupportIdentity support,
            AnswerBudget budget) {
        this.callers = callers;
        this.visitors = visitors;
        this.readable = readable;
        this.database = database;
        this.support = support;
        this.agents = agents;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private record Answer(UserTicket ticket) {}

    private void read(ServerRequest req, ServerResponse res) {
        Person person = callers.optional(req).map(agents::person).orElse(null);
        ConversationQuery query = ConversationQuery.parse(req, person, visitors);
        Conversation conversation = readable.find(query.ticketNumber(), query.visitor());
        byte[] answer = budget.within(
                UserTicket.mostBytes(conversation.visibleCount()),
                () -> Responses.bytes(Envelope.of("Ticket retrieved", answer(conversation, query))));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private Answer answer(Conversation conversation, ConversationQuery query) {
        UUID id = conversation.ticket().id();
        List<MessageState> messages = Messages.page(database, id, page(conversation, query));
        return new Answer(UserTicket.of(conversation, Messages.description(database, id, messages), messages, support));
    }

    private Page page(Conversation conversation, ConversationQuery query) {
        UUID before = query.before();
        if (before == null) {
            return Page.newest(conversation, query.limit());
        }
        return Messages.place(database, conversation.ticket().id(), before)
                .map(place -> Page.before(place.seq(), query.limit()))
                .orElseThrow(() -> MessagingProblems.unknownMessage("before"));
    }
}
