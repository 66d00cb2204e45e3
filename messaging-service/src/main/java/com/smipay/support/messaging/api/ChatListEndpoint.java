package com.smipay.support.messaging.api;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.PageMeta;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.inbox.ListChats;
import com.smipay.support.messaging.store.ChatFigures;
import com.smipay.support.messaging.store.ChatFigures.Slice;
import com.smipay.support.messaging.store.ChatFilter;
import com.smipay.support.messaging.store.ChatLists;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET /api/v1/unified-admin/support/conversations`: the filtered list, and figures about all chats beside it.
public final class ChatListEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/conversations";

    private final AdminCalls admins;
    private final ListChats listChats;

    public ChatListEndpoint(AdminCalls admins, ListChats listChats) {
        this.admins = admins;
        this.listChats = listChats;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::list);
    }

    private record Answer(Analytics analytics, List<ChatRow> conversations, PageMeta meta) {}

    /// @param active all that are not closed; `unassigned` are those of them without an agent
    private record Analytics(long totalConversations, long active, long unassigned, Map<String, Long> byStatus) {
        static Analytics of(ChatFigures figures) {
            Map<String, Long> byStatus = new LinkedHashMap<>();
            for (ConversationStatus status : ConversationStatus.values()) {
                byStatus.put(status.wire(), figures.chats(slice -> slice.status() == status));
            }
            return new Analytics(
                    figures.chats(slice -> true),
                    figures.chats(Slice::isOpen),
                    figures.chats(slice -> slice.isOpen() && slice.assignedTo().equals(ChatFilter.UNASSIGNED)),
                    byStatus);
        }
    }

    private void list(ServerRequest req, ServerResponse res) {
        admins.admit(req);
        ChatListRequest request = ChatListRequest.parse(new QueryFields(req.query()), listChats.desk());
        ListChats.Listed listed = listChats.list(request.filter(), request.order(), request.limit(), request.offset());
        ChatLists.Page page = listed.page();
        Responses.ok(
                res,
                "Conversations fetched",
                new Answer(
                        Analytics.of(listed.figures()),
                        page.chats().stream().map(ChatRow::of).toList(),
                        PageMeta.of(page.total(), page.isEstimate(), request.page(), request.limit())));
    }
}
