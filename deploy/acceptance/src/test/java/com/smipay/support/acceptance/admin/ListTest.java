package com.smipay.support.acceptance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /` (`admin-api.md`, List): filters, search, order, pages. Everything is narrowed to one account's four tickets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListTest {
    /// Whose days count.
    private static final ZoneId DESK = ZoneId.of("Africa/Lagos");

    private final Person user = Person.user();
    private final App app = user.app();
    private final Person agent = Person.admin();
    private final Dashboard admin = agent.dashboard();
    private final String phone = Canary.phone();
    private final String marker = Long.toString(System.nanoTime(), 36);

    private Ticket low;
    private Ticket urgent;
    private Ticket medium;
    private Ticket high;

    @BeforeAll
    void open() {
        low = app.open(app.newTicket().put("support_type", "FEATURE_REQUEST"));
        urgent = app.open(app.newTicket().put("subject", "Percent 100%_ " + marker));
        medium = app.open(app.newTicket()
                .put("support_type", "BUG_REPORT")
                .put("description", Canary.text("Something about Zebra" + marker + "crossing")));
        high = app.open(app.newTicket().put("support_type", "SECURITY_ISSUE").put("phone_number", phone));
        admin.priority(urgent, "urgent").expect(200);
        admin.moved(medium, "closed");
        admin.moved(high, "escalated");
        admin.assign(high, agent.id()).expect(200);
    }

    @Test
    void theNewestStandFirstByDefault() {
        assertThat(found("")).containsExactly(high, medium, urgent, low);
    }

    @ParameterizedTest
    @CsvSource({
        "priority, asc, low medium high urgent",
        "priority, desc, urgent high medium low",
        "createdAt, asc, low urgent medium high",
        "createdAt, desc, high medium urgent low",
    })
    void itIsSorted(String by, String order, String expected) {
        List<Ticket> tickets = found("&sort_by=" + by + "&sort_order=" + order);

        assertThat(tickets).extracting(this::name).isEqualTo(List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"updatedAt, updatedAt", "status, status", "support_type, support_type"})
    void everyColumnSortsBothWays(String by, String field) {
        List<String> up = rows("&sort_order=asc&sort_by=" + by).findValuesAsText(field);
        List<String> down = rows("&sort_order=desc&sort_by=" + by).findValuesAsText(field);

        assertThat(up).hasSize(4);
        assertThat(down).containsExactlyElementsOf(up.reversed());
        if (!by.equals("status")) {
            assertThat(up).isSorted();
        }
    }

    @Test
    void theFiltersNarrowAndAreJoined() {
        assertThat(found("&status=escalated")).containsExactly(high);
        assertThat(found("&priority=urgent")).containsExactly(urgent);
        assertThat(found("&support_type=BUG_REPORT")).containsExactly(medium);
        assertThat(found("&assigned_to=" + agent.id())).containsExactly(high);
        assertThat(found("&assigned_to=unassigned")).containsExactly(medium, urgent, low);
        assertThat(found("&status=closed&priority=medium")).containsExactly(medium);
        assertThat(found("&status=closed&priority=high")).isEmpty();
    }

    @Test
    void datesAreOfCreationAndMayBeDaysOrInstants() {
        String today = LocalDate.now(DESK).toString();
        String yesterday = LocalDate.now(DESK).minusDays(1).toString();
        Instant second =
                Instant.parse(rows("&sort_order=asc").path(1).path("createdAt").asText());

        assertThat(found("&date_from=" + yesterday + "&date_to=" + today)).hasSize(4);
        assertThat(found("&date_to=" + yesterday)).isEmpty();
        assertThat(found("&date_from=" + second)).containsExactly(high, medium, urgent);
        assertThat(found("&date_to=" + second)).containsExactly(urgent, low);
    }

    @Test
    void theSearchLooksIntoNumberSubjectEmailPhoneAndDescriptionInAnyCase() {
        assertThat(found("&search=" + high.number().toLowerCase(Locale.ROOT))).containsExactly(high);
        assertThat(found("&search=" + user.email().toUpperCase(Locale.ROOT))).hasSize(4);
        assertThat(found("&search=%2B234" + phone.substring(1))).containsExactly(high);
        assertThat(found("&search=ZEBRA" + marker + "Cross")).containsExactly(medium);
        assertThat(found("&search=100%25_%20" + marker)).containsExactly(urgent);
        assertThat(found("&search=100xx%20" + marker))
                .as("wildcards are plain characters")
                .isEmpty();
        assertThat(found("&search=nothing-like-it-" + marker)).isEmpty();
    }

    @Test
    void oneOrTwoCharactersMatchTheBeginningsOfNumbersAndEmails() {
        assertThat(found("&search=sm")).hasSize(4);
        assertThat(found("&search=C")).hasSize(4);
        assertThat(found("&search=Ze")).isEmpty();
    }

    @Test
    void itComesInPages() {
        JsonNode first = admin.listed("?user_id=" + user.id() + "&limit=3");
        JsonNode second = admin.listed("?user_id=" + user.id() + "&limit=3&page=2");
        JsonNode beyond = admin.listed("?user_id=" + user.id() + "&limit=3&page=3");

        assertThat(first.path("tickets")).hasSize(3);
        assertThat(second.path("tickets")).hasSize(1);
        assertThat(second.path("tickets").path(0).path("id").asText()).isEqualTo(low.id());
        assertThat(beyond.path("tickets")).isEmpty();
        assertThat(second.path("meta").toString()).isEqualTo("{\"total\":4,\"page\":2,\"limit\":3,\"total_pages\":2}");
        assertThat(admin.listed("?user_id=nobody").path("meta").toString())
                .isEqualTo("{\"total\":0,\"page\":1,\"limit\":20,\"total_pages\":0}");
    }

    @ParameterizedTest
    @CsvSource({
        "page, 0",
        "page, -1",
        "page, one",
        "limit, 0",
        "limit, 101",
        "limit, x",
        "status, done",
        "priority, top",
        "support_type, PIZZA",
        "assigned_to, me",
        "date_from, yesterday",
        "date_to, 2026-13-01",
        "sort_by, subject",
        "sort_order, up",
        "page, 99999999999999999999"
    })
    void anUnknownValueIsRefusedByItsName(String parameter, String value) {
        assertThat(admin.list("?" + parameter + "=" + value)
                        .refused(400, "VALIDATION_FAILED")
                        .fields())
                .containsExactly(parameter);
    }

    @Test
    void everyUnknownValueIsNamedWithWhatIsAllowed() {
        var reply = admin.list("?sort_by=subject&status=done&limit=0").refused(400, "VALIDATION_FAILED");

        assertThat(reply.fields()).containsExactlyInAnyOrder("limit", "status", "sort_by");
        assertThat(reply.text()).contains("createdAt", "waiting_user");
    }

    @Test
    void theRowNamesTheOwner() {
        JsonNode owner = admin.row(low).path("user");

        assertThat(owner.path("id").asText()).isEqualTo(user.id());
        assertThat(owner.path("first_name").asText()).isEqualTo(user.firstName());
        assertThat(owner.path("email").asText()).isEqualTo(user.email());
        assertThat(owner.has("wallet")).isFalse();
    }

    private String name(Ticket ticket) {
        return ticket.equals(low) ? "low" : ticket.equals(medium) ? "medium" : ticket.equals(high) ? "high" : "urgent";
    }

    private JsonNode rows(String parameters) {
        return admin.listed("?user_id=" + user.id() + parameters).path("tickets");
    }

    private List<Ticket> found(String parameters) {
        List<Ticket> all = List.of(low, urgent, medium, high);
        List<Ticket> found = new ArrayList<>();
        for (JsonNode row : rows(parameters)) {
            found.add(all.stream()
                    .filter(ticket -> ticket.id().equals(row.path("id").asText()))
                    .findFirst()
                    .orElseThrow());
        }
        return found;
    }
}
