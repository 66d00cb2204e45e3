package com.smipay.support.messaging.reading;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.AdminMessage;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.store.AdminMessages;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// `GET /internal/conversations/{id}`: everything, notes included, for the admin's detail, which the ticket service
/// answers (`architecture.md`, Calls between services).
public final class AdminConversationEndpoint {
    private static final String PATH = "/internal/conversations/{id}";

    private final KnownConversations known;
    private final Database database;

    public AdminConversationEndpoint(KnownConversations known, Database database) {
        this.known = known;
        this.database = database;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private record Answer(List<AdminMessage> messages) {}

    private void read(ServerRequest req, ServerResponse res) {
        String id = req.path().pathParameters().get("id");
        Conversation conversation =
                known.find(TicketReference.numberOrId(id)).orElseThrow(() -> MessagingProblems.unknownTicket(id));
        List<AdminMessage> messages = AdminMessages.all(
                        database, conversation.ticket().id())
                .stream()
                .map(AdminMessage::of)
                .toList();
        Responses.send(res, Status.OK_200, new Answer(messages));
    }
}
