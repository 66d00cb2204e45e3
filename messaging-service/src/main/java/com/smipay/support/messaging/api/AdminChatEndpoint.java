package com.smipay.support.messaging.api;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.inbox.ReadChatForAdmin;
import com.smipay.support.messaging.store.ChatDetails.Detail;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/unified-admin/support/conversations/{id}`: a chat with its notes. `limit` and `before` page the
/// messages (`decisions.md` 56).
public final class AdminChatEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/conversations/{id}";

    private final AdminCalls admins;
    private final ReadChatForAdmin readChat;
    private final AnswerBudget budget;

    public AdminChatEndpoint(AdminCalls admins, ReadChatForAdmin readChat, AnswerBudget budget) {
        this.admins = admins;
        this.readChat = readChat;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::read);
    }

    private void read(ServerRequest req, ServerResponse res) {
        admins.admit(req);
        QueryFields query = new QueryFields(req.query());
        Integer limit = query.optionalNumber("limit", 1, Page.MAX_LIMIT);
        UUID before = query.optionalUuid("before", "the id of a message");
        query.check();
        Detail detail = Uuids.parse(req.path().pathParameters().get("id"))
                .flatMap(readChat::find)
                .orElseThrow(AdminChatEndpoint::unknown);
        byte[] answer = budget.within(
                UserTicket.mostBytes(detail.chat().seq()),
                () -> Responses.bytes(Envelope.of("Conversation fetched", answer(detail, limit, before))));
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private AdminChat answer(Detail detail, @Nullable Integer limit, @Nullable UUID before) {
        List<MessageState> messages = readChat.page(detail, limit, before)
                .orElseThrow(() -> Problem.invalid("before", "before is no message of this conversation"));
        return AdminChat.of(detail, messages, readChat.handovers(detail), readChat.history(detail));
    }

    private static Problem unknown() {
        return Problem.of(Status.NOT_FOUND_404, "CONVERSATION_NOT_FOUND", "Conversation not found");
    }
}
