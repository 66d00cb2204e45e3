package com.smipay.support.messaging.api;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.reading.ReadForAdmin;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `GET /internal/conversations/{id}`: messages and notes, for the admin's detail, which the ticket service answers
/// (`architecture.md`, Calls between services), with the same `limit` and `before` (`decisions.md` 56).
public final class AdminConversationEndpoint {
    private static final String PATH = "/internal/conversations/{id}";

    private final ReadForAdmin readForAdmin;
    private final AnswerBudget budget;

    public AdminConversationEndpoint(ReadForAdmin readForAdmin, AnswerBudget budget) {
        this.readForAdmin = readForAdmin;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    /// @param totalMessages with the notes
    private record Answer(List<AdminMessage> messages, long totalMessages, boolean hasMore) {}

    private void read(ServerRequest req, ServerResponse res) {
        QueryFields query = new QueryFields(req.query());
        Integer limit = query.optionalNumber("limit", 1, Page.MAX_LIMIT);
        UUID before = query.optionalUuid("before", "the id of a message");
        query.check();
        String id = req.path().pathParameters().get("id");
        Conversation conversation =
                readForAdmin.find(TicketReference.parse(id)).orElseThrow(() -> MessagingProblems.unknownTicket(id));
        byte[] answer = budget.within(
                UserTicket.mostBytes(conversation.seq()), () -> Responses.bytes(answer(conversation, limit, before)));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private Answer answer(Conversation conversation, @Nullable Integer limit, @Nullable UUID before) {
        List<MessageState> messages = readForAdmin
                .page(conversation, limit, before)
                .orElseThrow(() -> MessagingProblems.unknownMessage("before"));
        return new Answer(messages.stream().map(AdminMessage::of).toList(), conversation.seq(), Page.hasMore(messages));
    }
}
