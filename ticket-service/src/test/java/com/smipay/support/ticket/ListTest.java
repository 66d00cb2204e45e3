package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The admin's list and its figures over HTTP (`admin-api.md`, List and Analytics).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ListTest {
    private ServiceFixture service;
    private String today;

    @BeforeAll
    void start() {
        service = new ServiceFixture();
        for (int i = 0; i < 3; i++) {
            service.opened("list@x.ng");
        }
        JsonNode answered = service.opened("answered@x.ng");
        today = LocalDate.ofInstant(Instant.parse(answered.path("created_at").asText()), ZoneId.of("Africa/Lagos"))
                .toString();
        Conversation conversation = Conversation.of(answered);
        service.tell(conversation.reply("We are looking into it."));
        service.tell(conversation.seeing(2).rated(5, null));
        service.put(
                "/" + answered.path("id").asText() + "/assign",
                "{\"assigned_to\":\"" + ServiceFixture.ADMIN_ID + "\"}");
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
    }

    @Test
    void theAnswerHasTheShapeOfTheContract() {
        Answer answer = list("");

        assertThat(answer.message()).isEqualTo("Tickets fetched");
        assertThat(names(answer.data())).containsExactly("analytics", "tickets", "meta");
        assertThat(answer.data().path("meta").toString())
                .isEqualTo("{\"total\":4,\"page\":1,\"limit\":20,\"total_pages\":1}");
        assertThat(names(answer.data().path("tickets").path(0))).isEqualTo(AdminTest.ROW);
        JsonNode analytics = answer.data().path("analytics");
        assertThat(names(analytics))
                .containsExactly("overview", "activity", "performance", "by_status", "by_priority", "by_type");
        assertThat(analytics.path("overview").toString())
                .isEqualTo("{\"total_tickets\":4,\"open\":4,\"pending\":3,\"in_progress\":1,\"escalated\":0,"
                        + "\"waiting_user\":0,\"resolved\":0,\"closed\":0,\"unassigned\":3}");
        assertThat(analytics.path("activity").toString())
                .isEqualTo("{\"new_today\":4,\"new_this_week\":4,\"new_this_month\":4}");
        assertThat(analytics.path("performance").toString())
                .isEqualTo("{\"avg_response_time_seconds\":10.0,\"avg_satisfaction_rating\":5.0,\"total_rated\":1}");
        assertThat(names(analytics.path("by_status")))
                .containsExactly("pending", "in_progress", "waiting_user", "escalated", "resolved", "closed");
        assertThat(analytics.path("by_priority").toString())
                .isEqualTo("{\"low\":4,\"medium\":0,\"high\":0,\"urgent\":0}");
        assertThat(analytics.path("by_type").size()).isEqualTo(15);
        assertThat(analytics.path("by_type").path("GENERAL_INQUIRY").asInt()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "status=pending, 3",
        "status=in_progress&priority=low&support_type=GENERAL_INQUIRY, 1",
        "status=closed, 0",
        "status=open, 4",
        "status=pending&status=in_progress, 4",
        "status=pending&status=closed, 3",
        "status=pending%2Cin_progress, 4",
        "status[]=in_progress&status[]=closed, 1",
        "status%5B%5D=in_progress, 1",
        "status=, 4",
        "priority=low&priority=high, 4",
        "support_type=GENERAL_INQUIRY%2COTHER, 4",
        "assigned_to=unassigned&assigned_to=6F9619FF-8B86-4011-B42D-00CF4FC964FF, 4",
        "user_id=nobody%2Cnobody-else, 0",
        "assigned_to=unassigned, 3",
        "assigned_to=6f9619ff-8b86-4011-b42d-00cf4fc964ff, 1",
        "search=LIST%40X, 3",
        "search=, 4",
        "search=%20, 4",
        "user_id=nobody, 0",
        "date_from=TODAY&date_to=TODAY, 4",
        "date_from=TODAYT00:00:00.000%2B01:00, 4",
        "date_from=TODAYT00:00:00+01:00, 4",
        "date_to=TODAYT23:59:59.999, 4",
        "date_from=TODAYT00:00, 4",
        "date_from=TODAYt00:00:00%2B01:00, 4",
        "date_to=2020-01-01, 0",
        "date_from=9998-12-31, 0",
        "date_to=9999-12-31, 4",
        "date_to=9999-12-31T23:59:59.999Z, 4",
        "page=&limit=%20&sort_by=&sort_order=&date_from=, 4",
        "status=pending&, 3",
        "&status=pending&&limit=5, 3",
        "search&status=pending, 3",
        "sort_by=priority&sort_order=asc, 4",
    })
    void filtersNarrowTheListAndNotTheFigures(String query, int total) {
        Answer answer = list("?" + query.replace("TODAY", today));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().path("meta").path("total").asInt()).isEqualTo(total);
        assertThat(answer.data().path("tickets").size()).isEqualTo(total);
        assertThat(answer.data().path("meta").path("total_pages").asInt()).isEqualTo(total == 0 ? 0 : 1);
        assertThat(answer.data()
                        .path("analytics")
                        .path("overview")
                        .path("total_tickets")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void pagesAreCounted() {
        Answer second = list("?limit=3&page=2");
        Answer beyond = list("?limit=3&page=2147483647");

        assertThat(second.data().path("tickets").size()).isEqualTo(1);
        assertThat(second.data().path("meta").toString())
                .isEqualTo("{\"total\":4,\"page\":2,\"limit\":3,\"total_pages\":2}");
        assertThat(beyond.status()).isEqualTo(200);
        assertThat(beyond.data().path("tickets").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=x",
                "page=2147483648",
                "page=99999999999",
                "limit=0",
                "limit=101",
                "priority=HIGH",
                "support_type=other",
                "assigned_to=ada",
                "user_id=%00",
                "search=%00",
                "search=%01ab",
                "date_from=yesterday",
                "date_to=2026-02-30",
                "date_to=%2B999999-01-01",
                "date_to=-0001-01-01T00:00:00Z",
                "sort_by=created_at",
                "sort_order=down",
                "status=pending,done",
                "assigned_to=unassigned,ada",
                "q=ada",
                "Status=pending",
                "search[]=ada",
                "_=1",
                "search=!!!",
                "search=%25%25%25",
                "search=___",
                "search=a..",
            })
    void anUnknownValueIsRefusedByTheNameOfItsParameter(String query) {
        Answer answer = list("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aRefusalNamesTheValuesAllowedAndEveryOffendingParameter() {
        Answer answer = list("?status=done&sort_by=age&limit=0");

        assertThat(answer.message()).isEqualTo("limit must be a whole number between 1 and 100");
        assertThat(answer.fields()).isEqualTo("limit,status,sort_by");
        assertThat(answer.json().path("errors").path(1).path("message").asText())
                .isEqualTo(
                        "status must be one of open, pending, in_progress, waiting_user, escalated, resolved, closed");
        assertThat(answer.json().path("errors").path(2).path("message").asText())
                .isEqualTo("sort_by must be one of createdAt, updatedAt, priority, status, support_type");
    }

    @Test
    void anUnknownParameterIsRefusedWithTheNamesOfThoseThatThereAre() {
        assertThat(list("?statuses=pending").message())
                .isEqualTo("There is no parameter of this name, only assigned_to, date_from, date_to, limit, page, "
                        + "priority, search, sort_by, sort_order, status, support_type, user_id");
    }

    @Test
    void aLongSearchIsRefused() {
        assertThat(list("?search=" + "a".repeat(200)).status()).isEqualTo(200);
        assertThat(list("?search=" + "a".repeat(201)).fields()).isEqualTo("search");
    }

    @Test
    void headIsAnsweredLikeGetWithoutABody() {
        Answer answer =
                service.send(service.admin("").method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
    }

    private Answer list(String query) {
        return service.send(
                service.admin(query.replace("[", "%5B").replace("]", "%5D")).GET());
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
