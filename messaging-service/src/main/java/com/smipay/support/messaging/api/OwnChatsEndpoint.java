package com.smipay.support.messaging.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.inbox.ListOwnChats;
import com.smipay.support.messaging.store.ChatView;
import com.smipay.support.messaging.store.ChatView.MadeTicket;
import com.smipay.support.messaging.store.OwnChats;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/support/conversations`: the chats of the token's user, newest message first.
public final class OwnChatsEndpoint {
    private static final String PATH = "/api/v1/support/conversations";
    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 500;

    private final Callers callers;
    private final ListOwnChats ownChats;

    public OwnChatsEndpoint(Callers callers, ListOwnChats ownChats) {
        this.callers = callers;
        this.ownChats = ownChats;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::list);
    }

    private record Answer(
            List<Row> conversations, long total, @Nullable String nextCursor) {}

    private record Row(
            UUID id,
            ConversationStatus status,
            @Nullable String assignedAdminName,
            long messageCount,
            LastMessage lastMessage,
            boolean hasUnread,
            @Nullable MadeTicket ticket,
            Instant lastMessageAt,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Integer satisfactionRating) {}

    /// Spelled as in `my-tickets`: `createdAt` here, `created_at` around it.
    private record LastMessage(
            String message,
            boolean isFromUser,
            @Nullable String senderName,
            @JsonProperty("createdAt") Instant createdAt) {}

    private void list(ServerRequest req, ServerResponse res) {
        Person person = Person.of(callers.required(req));
        QueryFields query = new QueryFields(req.query());
        int limit = query.number("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        PageCursor after = cursor(query);
        query.check();
        OwnChats.Page page = ownChats.page(person, limit, after);
        Responses.ok(
                res,
                "Conversations fetched",
                new Answer(
                        page.chats().stream().map(this::row).toList(),
                        page.total(),
                        page.next() == null ? null : page.next().encode()));
    }

    private Row row(OwnChats.Summary chat) {
        ChatView.Newest newest = chat.newest();
        String sender = newest.isFromUser() ? newest.senderName() : ownChats.shownToUsers(newest.senderName());
        return new Row(
                chat.id(),
                chat.status(),
                ownChats.shownToUsers(chat.assignedName()),
                chat.messageCount(),
                new LastMessage(newest.preview(), newest.isFromUser(), sender, newest.createdAt()),
                chat.hasUnread(),
                chat.ticket(),
                chat.lastMessageAt(),
                chat.createdAt(),
                chat.updatedAt(),
                chat.satisfactionRating());
    }

    private static @Nullable PageCursor cursor(QueryFields query) {
        String text = query.filled("cursor");
        if (text == null) {
            return null;
        }
        PageCursor cursor = PageCursor.decode(text).orElse(null);
        if (cursor == null) {
            query.reject("cursor", "cursor must be the next_cursor of an earlier page");
        }
        return cursor;
    }
}
