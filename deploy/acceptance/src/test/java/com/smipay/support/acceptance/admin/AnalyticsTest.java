package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// The figures about all tickets (`admin-api.md`, Analytics): each is held against the change that a test makes.
@Isolated("its figures are of all tickets")
class AnalyticsTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void theSumsAgreeWithEachOther() {
        app.open();
        JsonNode figures = admin.analytics();
        JsonNode overview = figures.path("overview");

        int total = overview.path("total_tickets").asInt();
        assertThat(sum(figures.path("by_status"))).isEqualTo(total);
        assertThat(sum(figures.path("by_priority"))).isEqualTo(total);
        assertThat(sum(figures.path("by_type"))).isEqualTo(total);
        assertThat(admin.listed("?limit=1").path("meta").path("total").asInt()).isEqualTo(total);
        assertThat(overview.path("open").asInt())
                .isEqualTo(overview.path("pending").asInt()
                        + overview.path("in_progress").asInt()
                        + overview.path("escalated").asInt());
        for (String status :
                new String[] {"pending", "in_progress", "escalated", "waiting_user", "resolved", "closed"}) {
            assertThat(overview.path(status))
                    .isEqualTo(figures.path("by_status").path(status));
        }
        assertThat(figures.path("activity").path("new_this_month").asInt()).isEqualTo(total);
        assertThat(figures.path("activity").path("new_this_week").asInt()).isEqualTo(total);
    }

    @Test
    void everyStepOfATicketIsCountedAtOnce() {
        JsonNode before = admin.analytics();
        Ticket ticket = app.open(app.newTicket().put("support_type", "CARD_ISSUE"));
        expect(
                before,
                Map.of(
                        "/overview/total_tickets",
                        1,
                        "/overview/open",
                        1,
                        "/overview/pending",
                        1,
                        "/overview/unassigned",
                        1,
                        "/activity/new_today",
                        1,
                        "/by_status/pending",
                        1,
                        "/by_priority/medium",
                        1,
                        "/by_type/CARD_ISSUE",
                        1));
        admin.assign(ticket, admin.person().id());
        expect(before, Map.of("/overview/open", 1, "/overview/unassigned", 0));
        admin.priority(ticket, "urgent");
        expect(before, Map.of("/by_priority/medium", 0, "/by_priority/urgent", 1));
        admin.replied(ticket, "Hello");
        expect(before, Map.of("/overview/pending", 0, "/overview/in_progress", 1, "/overview/open", 1));
        admin.moved(ticket, "waiting_user");
        expect(before, Map.of("/overview/in_progress", 0, "/overview/waiting_user", 1, "/overview/open", 0));
        admin.assign(ticket, null);
        expect(before, Map.of("/overview/unassigned", 0));
        admin.moved(ticket, "escalated");
        expect(before, Map.of("/overview/escalated", 1, "/overview/open", 1, "/overview/unassigned", 1));
        admin.moved(ticket, "closed");
        expect(before, Map.of("/overview/closed", 1, "/overview/open", 0, "/overview/unassigned", 0));
        app.rate(ticket, 3);
        expect(before, Map.of("/performance/total_rated", 1, "/overview/total_tickets", 1));
    }

    @Test
    void theAveragesAreOfAllTickets() {
        JsonNode before = admin.analytics().path("performance");
        Ticket ticket = app.open();
        admin.replied(ticket, "Hello");
        admin.moved(ticket, "closed");
        app.rate(ticket, 1);

        JsonNode after = admin.analytics().path("performance");

        int rated = before.path("total_rated").asInt();
        double expected = (before.path("avg_satisfaction_rating").asDouble(0) * rated + 1) / (rated + 1);
        assertThat(after.path("avg_satisfaction_rating").asDouble()).isEqualTo(expected, within(0.011));
        assertThat(after.path("avg_response_time_seconds").isNumber()).isTrue();
    }

    @Test
    void theFiltersOfTheListDoNotNarrowThem() {
        app.open();

        assertThat(admin.listed("?status=closed&search=nothing-like-it").path("analytics"))
                .isEqualTo(admin.analytics());
    }

    private void expect(JsonNode before, Map<String, Integer> changes) {
        JsonNode now = admin.analytics();
        changes.forEach((path, change) -> assertThat(
                        now.at(path).asInt() - before.at(path).asInt())
                .as(path)
                .isEqualTo(change));
    }

    private static int sum(JsonNode counts) {
        int sum = 0;
        for (JsonNode count : counts) {
            sum += count.asInt();
        }
        return sum;
    }
}
