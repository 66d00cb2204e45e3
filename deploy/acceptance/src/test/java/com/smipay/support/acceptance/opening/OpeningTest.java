package com.smipay.support.acceptance.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A new ticket, as the person who opens it sees it.
class OpeningTest {
    private final Person user = Person.user();
    private final App app = user.app();

    @Test
    void aTicketComesBackWithEverythingThatWasSent() {
        String phone = Canary.phone();
        ObjectNode body = app.newTicket()
                .put("phone_number", phone)
                .put("support_type", "TRANSACTION_ISSUE")
                .put("related_transaction_id", "tx-77");
        Instant before = Instant.now().minusSeconds(5);

        JsonNode data = app.request(body).success(201, "Support ticket created successfully");

        JsonNode ticket = data.path("ticket");
        assertThat(data.path("message").asText())
                .isEqualTo("Your ticket has been created. Our team will review it and respond as soon as possible.");
        assertThat(ticket.path("ticket_number").asText()).matches("SMI-" + Year.now(ZoneOffset.UTC) + "-\\d{6,}");
        assertThat(ticket.path("id").asText().charAt(14)).as("UUID version").isEqualTo('7');
        assertThat(ticket.path("subject").asText())
                .isEqualTo(body.path("subject").asText());
        assertThat(ticket.path("description").asText())
                .isEqualTo(body.path("description").asText());
        assertThat(ticket.path("support_type").asText()).isEqualTo("TRANSACTION_ISSUE");
        assertThat(ticket.path("status").asText()).isEqualTo("pending");
        assertThat(ticket.path("priority").asText()).isEqualTo("medium");
        assertThat(ticket.path("email").asText()).isEqualTo(user.email());
        assertThat(ticket.path("phone_number").asText()).isEqualTo("+234" + phone.substring(1));
        assertThat(ticket.path("related_transaction_id").asText()).isEqualTo("tx-77");
        assertThat(ticket.path("satisfaction_rating").isNull()).isTrue();
        assertThat(ticket.path("last_response_at").isNull()).isTrue();
        assertThat(ticket.path("total_messages").asInt()).isEqualTo(1);
        assertThat(Instant.parse(ticket.path("created_at").asText()))
                .isBetween(before, before.plus(Duration.ofMinutes(1)));
        assertThat(ticket.path("updated_at")).isEqualTo(ticket.path("created_at"));
        JsonNode message = ticket.path("messages").path(0);
        assertThat(message.path("message").asText())
                .isEqualTo(body.path("description").asText());
        assertThat(message.path("is_from_user").asBoolean()).isTrue();
        assertThat(message.path("sender_name").asText()).isEqualTo(user.name());
        assertThat(message.path("sender_email").asText()).isEqualTo(user.email());
        assertThat(message.path("attachments").isNull()).isTrue();
        assertThat(message.path("created_at")).isEqualTo(ticket.path("created_at"));
        assertThat(app.read(app.open())).isNotNull();
    }

    @Test
    void whatIsNotSentHasItsDefault() {
        JsonNode ticket = app.request(app.newTicket()).data().path("ticket");

        assertThat(ticket.path("support_type").asText()).isEqualTo("GENERAL_INQUIRY");
        assertThat(ticket.path("priority").asText()).isEqualTo("low");
        assertThat(ticket.path("phone_number").isNull()).isTrue();
        assertThat(ticket.path("related_transaction_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GENERAL_INQUIRY, low", "REGISTRATION_ISSUE, high", "LOGIN_ISSUE, high", "TRANSACTION_ISSUE, medium",
        "PAYMENT_ISSUE, medium", "ACCOUNT_ISSUE, medium", "WALLET_ISSUE, medium", "CARD_ISSUE, medium",
        "KYC_VERIFICATION_ISSUE, medium", "SECURITY_ISSUE, high", "BILLING_ISSUE, medium", "REFUND_REQUEST, high",
        "FEATURE_REQUEST, low", "BUG_REPORT, medium", "OTHER, low"
    })
    void theTypeGivesThePriority(String type, String priority) {
        JsonNode ticket =
                app.request(app.newTicket().put("support_type", type)).data().path("ticket");

        assertThat(ticket.path("support_type").asText()).isEqualTo(type);
        assertThat(ticket.path("priority").asText()).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "medium", "high"})
    void aPriorityThatWasSentWins(String priority) {
        JsonNode ticket = app.request(app.newTicket().put("priority", priority).put("support_type", "SECURITY_ISSUE"))
                .data()
                .path("ticket");

        assertThat(ticket.path("priority").asText()).isEqualTo(priority);
    }

    @Test
    void theDescriptionIsKeptToTheLastCharacterAndSubjectAndEmailAreTrimmed() {
        String words = Canary.text("  \tẸ káàárọ̀, mo ní ₦50,000 🙏🏽\r\nשלום עולם \u202Eabc\u202C ﷽  \n");
        ObjectNode body = app.newTicket()
                .put("subject", "  " + "Où est mon argent?" + "  ")
                .put("description", words)
                .put("email", "  " + user.email().toUpperCase(Locale.ROOT) + " ");

        JsonNode ticket = app.request(body).data().path("ticket");

        assertThat(ticket.path("subject").asText()).isEqualTo("Où est mon argent?");
        assertThat(ticket.path("email").asText()).isEqualTo(user.email());
        assertThat(ticket.path("description").asText()).isEqualTo(words);
        JsonNode read = app.conversation(ticket.path("ticket_number").asText(), "")
                .data()
                .path("ticket");
        assertThat(read.path("description").asText()).isEqualTo(words);
        assertThat(read.path("messages").path(0).path("message").asText()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0803 771 2345, +2348037712345",
        "+234 (803) 771-2345, +2348037712345",
        "2348037712345, +2348037712345",
        "+447911123456, +447911123456",
        "+1 650 253 0000, +16502530000",
    })
    void anyValidNumberIsStoredAsE164(String sent, String stored) {
        JsonNode ticket =
                app.request(app.newTicket().put("phone_number", sent)).data().path("ticket");

        assertThat(ticket.path("phone_number").asText()).isEqualTo(stored);
    }

    @Test
    void theContactEmailNeedNotBeThatOfTheAccount() {
        String other = Canary.email();
        Ticket ticket = app.open(app.newTicket().put("email", other));

        assertThat(ticket.email()).isEqualTo(other);
        assertThat(app.listed(ticket).path("ticket_number").asText()).isEqualTo(ticket.number());
    }

    @Test
    void theAdminSeesTheDeviceAddressAndAgentWithHeadersFillingWhatTheBodyLeavesOut() {
        ObjectNode body = app.newTicket();
        body.set(
                "device_metadata",
                Json.mapper()
                        .createObjectNode()
                        .put("device_id", "meta-" + Canary.WORD)
                        .put("platform", "ios")
                        .put("battery", "12 %"));
        Reply reply = Call.post(App.REQUEST)
                .by(user)
                .header("User-Agent", "SmipayApp/2.1.0")
                .header("platform", "android")
                .header("x-device-model", "Pixel 9")
                .header("x-device-name", "My phone")
                .header("x-device-fingerprint", "fp-1")
                .header("x-os-name", "Android")
                .header("x-os-version", "16")
                .header("x-app-version", "2.1.0")
                .json(body)
                .send();

        Dashboard admin = Person.admin().dashboard();
        JsonNode detail =
                admin.ticket(reply.data().path("ticket").path("id").asText()).success(200, "Ticket fetched");

        JsonNode device = detail.path("device_metadata");
        assertThat(device.path("device_id").asText()).isEqualTo("meta-" + Canary.WORD);
        assertThat(device.path("platform").asText()).isEqualTo("ios");
        assertThat(device.path("device_model").asText()).isEqualTo("Pixel 9");
        assertThat(device.path("device_name").asText()).isEqualTo("My phone");
        assertThat(device.path("device_fingerprint").asText()).isEqualTo("fp-1");
        assertThat(device.path("os_name").asText()).isEqualTo("Android");
        assertThat(device.path("os_version").asText()).isEqualTo("16");
        assertThat(device.path("app_version").asText()).isEqualTo("2.1.0");
        assertThat(device.has("battery")).isFalse();
        assertThat(detail.path("ip_address").asText()).isEqualTo("127.0.0.1");
        assertThat(detail.path("user_agent").asText()).isEqualTo("SmipayApp/2.1.0");
    }

    @Test
    void numbersAreUniqueWhoeverOpensAtTheSameTime() {
        Set<String> numbers = new ConcurrentSkipListSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> numbers.add(app.open().number()));
            }
        }
        assertThat(numbers).hasSize(40);
    }
}
