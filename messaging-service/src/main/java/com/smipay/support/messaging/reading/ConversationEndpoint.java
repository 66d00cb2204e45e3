package com.smipay.support.messaging.reading;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.edge.Persons;
import com.smipay.support.messaging.edge.UserTicket;
import com.smipay.support.messaging.edge.Visitors;
import com.smipay.support.messaging.store.Messages;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;

/// `GET /api/v1/support/ticket?ticket_number=` (`support-api.md` §3).
public final class ConversationEndpoint {
    public static final String PATH = "/api/v1/support/ticket";

    private final Callers callers;
    private final Visitors visitors;
    private final ReadableConversations readable;
    private final Database database;
    private final SupportIdentity support;

    public ConversationEndpoint(
            Callers callers,
            Visitors visitors,
            ReadableConversations readable,
            Database database,
            SupportIdentity support) {
        this.callers = callers;
        this.visitors = visitors;
        this.readable = readable;
        this.database = database;
        this.support = support;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private record Answer(UserTicket ticket) {}

    private void read(ServerRequest req, ServerResponse res) {
        Person person = callers.optional(req).map(Persons::of).orElse(null);
        ConversationQuery query = ConversationQuery.parse(req, person, visitors);
        Conversation conversation = readable.find(query.ticketNumber(), query.visitor());
        UUID id = conversation.ticket().id();
        List<MessageState> messages = Messages.page(database, id, page(conversation, query));
        UserTicket ticket = UserTicket.of(conversation, description(id, messages), messages, support);
        Responses.ok(res, "Ticket retrieved", new Answer(ticket));
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

    /// The opening message's text, which a page may lack.
    private String description(UUID ticketId, List<MessageState> messages) {
        return messages.isEmpty() || messages.getFirst().seq() > 1
                ? Messages.opening(database, ticketId)
                : messages.getFirst().message();
    }
}
