package com.smipay.support.acceptance.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /api/v1/support/ticket/:ticketNumber/rate` (`support-api.md` §5, `decisions.md` 22).
class RatingTest {
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Ticket ticket = app.open();

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void theOwnerRatesASettledTicketOnceAndEverybodySeesIt(String status) {
        admin.moved(ticket, status);
        String feedback = Canary.text(" Ẹ ṣé 🙏\n");

        JsonNode data = app.rate(
                        ticket.number(),
                        Json.mapper().createObjectNode().put("rating", 4).put("feedback", feedback))
                .success(201, "Thank you for your feedback");

        assertThat(data.path("ticket_number").asText()).isEqualTo(ticket.number());
        assertThat(data.path("rating").asInt()).isEqualTo(4);
        assertThat(data.path("feedback").asText()).isEqualTo(feedback);
        app.rate(ticket, 5).refused(400, "RATING_EXISTS", "Ticket already rated");
        assertThat(app.listed(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(app.read(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(admin.row(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(admin.detail(ticket).path("feedback").asText()).isEqualTo(feedback);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyIntegerFromOneToFiveIsARating(int stars) {
        admin.moved(ticket, "closed");

        assertThat(app.rate(ticket.number(), Json.mapper().createObjectNode().put("rating", stars))
                        .success(201, "Thank you for your feedback")
                        .path("feedback")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "-1", "3.5", "\"4\"", "null", "true", "[4]", "{}", "1e99"})
    void anythingElseIsOutOfRange(String rating) throws Exception {
        Reply reply = app.rate(ticket.number(), Json.mapper().readTree("{\"rating\":" + rating + "}"))
                .refused(400, "RATING_OUT_OF_RANGE", "Rating must be between 1 and 5");

        assertThat(reply.fields()).containsExactly("rating");
    }

    @Test
    void feedbackHasAtMost2000Characters() {
        admin.moved(ticket, "closed");

        assertThat(app.rate(
                                ticket.number(),
                                Json.mapper()
                                        .createObjectNode()
                                        .put("rating", 4)
                                        .put("feedback", "🙏".repeat(2001)))
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly("feedback");
        app.rate(
                        ticket.number(),
                        Json.mapper().createObjectNode().put("rating", 4).put("feedback", "🙏".repeat(2000)))
                .expect(201);
    }

    @Test
    void theChecksComeInTheirOrder() {
        App stranger = Person.user().app();
        JsonNode bad = Json.mapper().createObjectNode().put("rating", 9);
        JsonNode good = Json.mapper().createObjectNode().put("rating", 3);

        app.rate("SMI-2026-XXXX", bad).refused(400, "RATING_OUT_OF_RANGE");
        app.rate("SMI-2026-XXXX", good).refused(404, "TICKET_NOT_FOUND", "Ticket SMI-2026-XXXX not found");
        stranger.rate(ticket.number(), good).refused(400, "NOT_TICKET_OWNER", "You can only rate your own tickets");
        app.rate(ticket.number(), good).refused(400, "RATING_STATUS", "Can only rate resolved or closed tickets");
        admin.moved(ticket, "resolved");
        app.rate(ticket.number(), good).expect(201);
        admin.moved(ticket, "in_progress");
        app.rate(ticket.number(), good).refused(400, "RATING_EXISTS", "Ticket already rated");
        stranger.rate(ticket.number(), good).refused(400, "NOT_TICKET_OWNER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_progress", "waiting_user", "escalated"})
    void onlySettledTicketsAreRated(String status) {
        admin.moved(ticket, status);

        app.rate(ticket, 5).refused(400, "RATING_STATUS", "Can only rate resolved or closed tickets");
    }

    @Test
    void anAdminIsNotTheOwner() {
        admin.moved(ticket, "resolved");

        admin.person().app().rate(ticket, 5).refused(400, "NOT_TICKET_OWNER");
    }

    @Test
    void aGuestHasToLogIn() {
        Person guest = Person.guest();
        Ticket own = guest.app().open();
        admin.moved(own, "closed");

        guest.app().rate(own, 5).refused(401, "UNAUTHENTICATED");
        guest.registered().app().rate(own, 5).expect(201);
    }

    @Test
    void theNumberIsFoundInAnyCase() {
        admin.moved(ticket, "closed");

        app.rate(
                        ticket.number().toLowerCase(Locale.ROOT),
                        Json.mapper().createObjectNode().put("rating", 5))
                .expect(201);
    }

    @Test
    void ofManyAtOnceExactlyOneWins() throws Exception {
        admin.moved(ticket, "resolved");
        List<Callable<Reply>> raters = IntStream.rangeClosed(1, 10)
                .<Callable<Reply>>mapToObj(i -> () -> app.rate(ticket, i % 5 + 1))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            List<Reply> replies =
                    threads.invokeAll(raters).stream().map(Future::resultNow).toList();

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 201)
                    .allSatisfy(reply -> reply.refused(400, "RATING_EXISTS", "Ticket already rated"));
            Reply winner =
                    replies.stream().filter(r -> r.status() == 201).findFirst().orElseThrow();
            assertThat(app.read(ticket).path("satisfaction_rating"))
                    .isEqualTo(winner.data().path("rating"));
        }
    }
}
