package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `support-api.md` §2, `decisions.md` 13, 19, 20.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class MyTicketsTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void aTicketIsListedAsTheSamplePrintsIt() {
        String token = service.user("u-sample", "sample@x.ng");
        JsonNode ticket = service.openedBy(token, "contact@x.ng");

        Answer answer = mine(token, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Tickets fetched");
        assertThat(names(answer.data())).containsExactly("tickets", "total_tickets", "next_cursor");
        assertThat(answer.data().path("total_tickets").asInt()).isEqualTo(1);
        assertThat(answer.data().path("next_cursor").isNull()).isTrue();
        JsonNode listed = answer.data().path("tickets").path(0);
        assertThat(names(listed))
                .containsExactly(
                        "id",
                        "ticket_number",
                        "subject",
                        "support_type",
                        "status",
                        "priority",
                        "message_count",
                        "last_message",
                        "has_unread",
                        "satisfaction_rating",
                        "created_at",
                        "updated_at",
                        "last_response_at",
                        "resolution_notes",
                        "conversation_id");
        assertThat(names(listed.path("last_message"))).containsExactly("message", "is_from_user", "createdAt");
        assertThat(listed.path("id")).isEqualTo(ticket.path("id"));
        assertThat(listed.path("message_count").asInt()).isEqualTo(1);
        assertThat(listed.path("last_message").path("createdAt")).isEqualTo(ticket.path("created_at"));
        assertThat(listed.path("created_at")).isEqualTo(ticket.path("created_at"));
    }

    /// `decisions.md` 56.
    @Test
    void aPageEndsWhereItsNotesWouldBeTooLong() {
        String token = service.user("u-notes", "notes@x.ng");
        for (int i = 0; i < 70; i++) {
            service.openedBy(token, "notes@x.ng");
        }
        service.database.execute("""
                update ticket set resolution_notes = repeat(chr(8358), 5000) where owner_user_id = 'u-notes'
                """);

        Answer first = mine(token, "?limit=500");
        Answer second = mine(
                token, "?limit=500&cursor=" + first.data().path("next_cursor").asText());

        assertThat(first.response().body().length).isLessThan(1024 * 1024);
        assertThat(first.data().path("tickets")).hasSize(65);
        assertThat(second.data().path("tickets")).hasSize(5);
        assertThat(second.data().path("total_tickets").asInt()).isEqualTo(70);
        assertThat(second.data().path("next_cursor").isNull()).isTrue();
        Set<String> ids = new HashSet<>(first.data().findValuesAsText("id"));
        ids.addAll(second.data().findValuesAsText("id"));
        assertThat(ids).hasSize(70);
    }

    @Test
    void previewsAreTheFirstHundredCodePoints() {
        String token = service.user("u-preview", "preview@x.ng");
        service.send(
                service.requestSupport("""
                        {"subject":"Long one","description":"%s","email":"preview@x.ng"}
                        """.formatted("🙏".repeat(150))).header("Authorization", "Bearer " + token));

        JsonNode last = mine(token, "").data().path("tickets").path(0).path("last_message");

        assertThat(last.path("message").asText()).isEqualTo("🙏".repeat(100));
    }

    @Test
    void aGuestsTicketIsTheirsWhoseVerifiedEmailItCarriesAndAnAccountsIsNobodyElses() {
        service.opened("shared@x.ng");
        service.openedBy(service.user("u-account", "shared@x.ng"), "shared@x.ng");
        String same = service.user("u-same", "Shared@X.ng");
        String unverified = service.tokens
                .user("u-unverified")
                .email("shared@x.ng")
                .emailVerified(false)
                .sign();
        String noEmail = service.tokens.user("u-none").sign();

        assertThat(total(same)).isEqualTo(1);
        assertThat(total(service.user("u-account", "shared@x.ng"))).isEqualTo(2);
        assertThat(total(unverified)).isZero();
        assertThat(total(noEmail)).isZero();
    }

    @Test
    void pagesLeadOnWithoutGapsNewestActivityFirst() {
        String token = service.user("u-pages", "pages@x.ng");
        List<String> opened = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            JsonNode ticket = i % 2 == 0 ? service.openedBy(token, "pages@x.ng") : service.opened("pages@x.ng");
            opened.addFirst(ticket.path("id").asText());
        }
        // The oldest one gets the newest news; what is no news moves nothing (`decisions.md` 59).
        service.put("/" + opened.getLast() + "/status", "{\"status\":\"escalated\"}");
        opened.addFirst(opened.removeLast());
        service.put("/" + opened.getLast() + "/priority", "{\"priority\":\"high\"}");
        service.put("/" + opened.getLast() + "/assign", "{\"assigned_to\":\"" + ServiceFixture.ADMIN_ID + "\"}");

        List<String> listed = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = mine(token, "?limit=3" + next).data();
            assertThat(page.path("total_tickets").asInt()).isEqualTo(7);
            page.path("tickets").forEach(ticket -> listed.add(ticket.path("id").asText()));
            next = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asText();
            pages++;
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(listed).isEqualTo(opened);
    }

    @Test
    void anEmptyListIsNoError() {
        Answer answer = mine(service.user("u-empty", "empty@x.ng"), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().toString()).isEqualTo("{\"tickets\":[],\"total_tickets\":0,\"next_cursor\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=-1", "limit=x", "limit=1e2", "cursor=x"})
    void whatIsOutOfRangeIsRefusedByName(String query) {
        Answer answer = mine(service.user("u-range", "range@x.ng"), "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=&cursor=", "limit=5&", "&limit=5&&cursor=%20", "cursor"})
    void whatIsBlankOrTooManyIsNoFault(String query) {
        assertThat(mine(service.user("u-blank", "blank@x.ng"), "?" + query).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=%ZZ", "limit=%00", "%=1", "a=%FF"})
    void aBrokenQueryIsNoFaultOfTheServer(String query) throws Exception {
        int status = RawHttp.get(
                service.at("/").build().uri(),
                "/api/v1/support/my-tickets?" + query,
                service.user("u-broken", "b@x.ng"));

        assertThat(status).isBetween(200, 499);
    }

    @Test
    void aTokenIsRequired() {
        Answer none = service.send(service.user("/my-tickets").GET());
        Answer expired = mine(
                service.tokens
                        .user("u-x")
                        .expiresIn(java.time.Duration.ofMinutes(-5))
                        .sign(),
                "");

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(expired.status()).isEqualTo(401);
    }

    @Test
    void whatATokenSaysIsWrittenDownOnceAndNotWithEveryRequest() {
        String written = "select cast(cast(xmin as text) as bigint) + cast(cast(xmax as text) as bigint)"
                + " from person where id = 'u-once'";
        mine(service.user("u-once", "once@x.ng"), "");
        long first = service.database.number(written);

        mine(service.user("u-once", "once@x.ng"), "");
        mine(service.user("u-once", "Once@X.ng "), "");
        long same = service.database.number(written);
        mine(service.user("u-once", "moved@x.ng"), "");

        assertThat(same).isEqualTo(first);
        assertThat(service.database.number(
                        "select count(*) from known_person where id = 'u-once' and email = 'moved@x.ng'"))
                .isEqualTo(1);
    }

    private int total(String token) {
        return mine(token, "").data().path("total_tickets").asInt();
    }

    private Answer mine(String token, String query) {
        return service.send(service.user("/my-tickets" + query).header("Authorization", "Bearer " + token));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
