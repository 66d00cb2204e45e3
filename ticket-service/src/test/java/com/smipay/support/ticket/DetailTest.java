package com.smipay.support.ticket;

import static com.smipay.support.ticket.AdminTest.ROW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One ticket as admins see it (`admin-api.md`, Ticket detail).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class DetailTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theDetailHasEverythingAboutATicket() {
        String token = service.tokens
                .user("u-detail")
                .email("detail@x.ng")
                .name("Ngozi Bello")
                .sign();
        JsonNode ticket = service.send(service.requestSupport("""
                        {"subject":"My card","description":"It is gone since yesterday.","email":"c@x.ng",
                         "support_type":"CARD_ISSUE","related_transaction_id":"tx-9",
                         "device_metadata":{"platform":"ios","device_model":null,"unheard":"of"}}
                        """)
                        .header("Authorization", "Bearer " + token)
                        .header("User-Agent", "smipay/2.1.0")
                        .header("X-Forwarded-For", "10.1.1.1, 203.0.113.9")
                        .header("x-device-model", "iPhone 14 Pro")
                        .header("platform", "android"))
                .data()
                .path("ticket");
        String messages = "[{\"id\":\"m-1\",\"message\":\"It is gone since yesterday.\",\"is_internal\":false}]";
        service.messaging.replies(
                "/internal/conversations/" + id(ticket), call -> new Reply(200, "{\"messages\":" + messages + "}"));

        Answer answer = service.send(
                service.admin("/" + number(ticket).toLowerCase(Locale.ROOT)).GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo("Ticket fetched");
        JsonNode detail = answer.data();
        assertThat(names(detail)).startsWith(ROW.toArray(String[]::new));
        assertThat(names(detail).subList(ROW.size(), names(detail).size()))
                .containsExactly(
                        "description",
                        "resolution_notes",
                        "resolved_by",
                        "resolved_by_admin",
                        "related_transaction_id",
                        "related_registration_progress_id",
                        "device_metadata",
                        "ip_address",
                        "user_agent",
                        "internal_notes",
                        "attachments",
                        "feedback",
                        "related_transaction",
                        "messages",
                        "total_messages",
                        "has_more",
                        "history");
        assertThat(detail.path("user_id").asText()).isEqualTo("u-detail");
        assertThat(names(detail.path("user")))
                .containsExactly(
                        "id",
                        "first_name",
                        "last_name",
                        "email",
                        "phone_number",
                        "smipay_tag",
                        "profile_image",
                        "account_status",
                        "role",
                        "wallet",
                        "tier",
                        "kyc_verification");
        assertThat(detail.path("user").path("last_name").asText()).isEqualTo("Bello");
        assertThat(detail.path("user").path("role").asText()).isEqualTo("user");
        assertThat(detail.path("related_transaction_id").asText()).isEqualTo("tx-9");
        assertThat(detail.path("ip_address").asText()).isEqualTo("203.0.113.9");
        assertThat(detail.path("user_agent").asText()).isEqualTo("smipay/2.1.0");
        JsonNode device = detail.path("device_metadata");
        assertThat(device.path("platform").asText()).isEqualTo("ios");
        assertThat(device.path("device_model").asText()).isEqualTo("iPhone 14 Pro");
        assertThat(device.path("device_id").asText()).isEqualTo(ServiceFixture.DEVICE);
        assertThat(device.has("unheard")).isFalse();
        assertThat(detail.path("messages").toString()).isEqualTo(messages);
        assertThat(detail.path("total_messages").asInt())
                .as("of an older peer, who sends all")
                .isEqualTo(1);
        assertThat(detail.path("has_more").asBoolean()).isFalse();
        JsonNode opened = detail.path("history").path(0);
        assertThat(names(opened)).containsExactly("at", "by", "change", "from", "to");
        assertThat(opened.path("at")).isEqualTo(ticket.path("created_at"));
        assertThat(opened.path("by").path("id").asText()).isEqualTo("u-detail");
        assertThat(opened.path("change").asText()).isEqualTo("opened");
        assertThat(opened.path("from").isNull()).isTrue();
        assertThat(opened.path("to").asText()).isEqualTo("pending");
    }

    @Test
    void itsMessagesComeInPages() {
        JsonNode ticket = service.opened("pages@x.ng");
        String before = "0193b1c0-0000-7000-8000-00000000abcd";
        service.messaging.replies(
                "/internal/conversations/" + id(ticket) + "?limit=2&before=" + before,
                call -> new Reply(200, "{\"messages\":[],\"total_messages\":7,\"has_more\":true}"));

        JsonNode page = service.send(
                        service.admin("/" + id(ticket) + "?limit=2&before=" + before.toUpperCase(Locale.ROOT))
                                .GET())
                .data();
        Answer refused = service.send(
                service.admin("/" + id(ticket) + "?limit=0&before=2").GET());

        assertThat(page.path("total_messages").asInt()).isEqualTo(7);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.fields()).isEqualTo("limit,before");
    }

    @Test
    void aGuestsTicketHasNoUserAndNobodyOpenedIt() {
        JsonNode detail = detail(service.opened("nobody@x.ng")).data();

        assertThat(detail.path("user").isNull()).isTrue();
        assertThat(detail.path("user_id").isNull()).isTrue();
        assertThat(detail.path("history").path(0).path("by").isNull()).isTrue();
    }

    /// Corrected notes are the longest that a history has, and a script corrects them as often as it likes.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            repeat(chr(8358), 4999) | 8
            repeat('x', 4999)       | 26
            ''                      | 200
            """)
    void theHistoryEndsWhereItWouldBeTooLong(String text, int shown) {
        JsonNode ticket = service.opened("history@x.ng");
        service.database.execute("""
                insert into ticket_history (ticket_id, at, change, was, became)
                select cast('%1$s' as uuid), now(), 'resolution_notes', '1' || %2$s, n || %2$s
                from generate_series(1, 300) as n
                """.formatted(id(ticket), text));

        Answer answer = detail(ticket);

        assertThat(answer.response().body().length).isLessThan(300 * 1024);
        JsonNode history = answer.data().path("history");
        assertThat(history).hasSize(shown);
        assertThat(history.path(shown - 1).path("to").asText()).startsWith("300");
        assertThat(history.path(0).path("to").asText()).startsWith(String.valueOf(301 - shown));
    }

    @Test
    void theDetailNeedsMessaging() {
        JsonNode ticket = service.opened("away@x.ng");
        service.messaging.replies("/internal/conversations/" + id(ticket), call -> new Reply(503, "{}"));

        Answer answer = service.send(service.admin("/" + id(ticket)).GET());

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private Answer detail(JsonNode ticket) {
        service.messaging.replies("/internal/conversations/" + id(ticket), call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id(ticket)).GET());
    }

    private static String id(JsonNode ticket) {
        return ticket.path("id").asText();
    }

    private static String number(JsonNode ticket) {
        return ticket.path("ticket_number").asText();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
