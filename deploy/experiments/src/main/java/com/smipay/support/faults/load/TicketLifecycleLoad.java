package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.stack.OwnStack;
import java.util.function.BooleanSupplier;

/// Whole lives of tickets, one after another: opened, resolved, rated.
final class TicketLifecycleLoad {
    private static final int MOST_STARS = 5;

    private final Writer writer;
    private final Journal journal;
    private final Person user;
    private final Person admin;

    TicketLifecycleLoad(Writer writer, Journal journal, Person user, Person admin) {
        this.writer = writer;
        this.journal = journal;
        this.user = user;
        this.admin = admin;
    }

    void live(BooleanSupplier going, Pace pace) {
        for (int i = 0; going.getAsBoolean(); i++) {
            one(1 + i % MOST_STARS);
            pace.pause();
        }
    }

    private void one(int stars) {
        String subject = Chat.text("A whole life");
        JsonNode opened = writer.post(
                        user,
                        OwnStack.TICKET,
                        "/api/v1/support/request-support",
                        Chat.newTicket(user, subject, Chat.text("From the beginning to the end")))
                .path("ticket");
        String ticket = opened.path("id").asText();
        journal.opened(ticket, subject);
        writer.put(
                admin,
                OwnStack.TICKET,
                "/api/v1/unified-admin/support/" + ticket + "/status",
                Json.mapper().createObjectNode().put("status", "resolved"));
        // Messaging and rating may have been away when it was resolved: then they hear of it a moment later.
        writer.post(
                user,
                OwnStack.RATING,
                "/api/v1/support/ticket/" + opened.path("ticket_number").asText() + "/rate",
                Json.mapper().createObjectNode().put("rating", stars));
        journal.rated(ticket, stars);
    }
}
