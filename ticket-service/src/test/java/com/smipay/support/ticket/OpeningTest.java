package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class OpeningTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void aNewTicketIsAnsweredAsTheSamplePrintsIt() {
        Answer answer = service.send(service.requestSupport("""
                {"subject":"  I can't complete my transfer ","description":"Ẹ jọ̀ọ́ 🙏 ₦50,000\\r\\n is gone ",
                 "email":" John@Example.COM ","phone_number":"08012345678","support_type":"TRANSACTION_ISSUE",
                 "related_transaction_id":"tx-uuid-here"}
                """));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(names(answer.json())).containsExactly("success", "message", "data");
        assertThat(answer.message()).isEqualTo("Support ticket created successfully");
        assertThat(names(answer.data())).containsExactly("ticket", "message");
        assertThat(answer.data().path("message").asText())
                .isEqualTo("Your ticket has been created. Our team will review it and respond as soon as possible.");
        JsonNode ticket = answer.data().path("ticket");
        assertThat(names(ticket))
                .containsExactly(
                        "id",
                        "ticket_number",
                        "subject",
                        "description",
                        "support_type",
                        "status",
                        "priority",
                        "email",
                        "phone_number",
                        "related_transaction_id",
                        "resolution_notes",
                        "satisfaction_rating",
                        "created_at",
                        "updated_at",
                        "last_response_at",
                        "messages",
                        "total_messages",
                        "conversation_id");
        assertThat(UUID.fromString(ticket.path("id").asText()).version()).isEqualTo(7);
        assertThat(ticket.path("ticket_number").asText()).matches("SMI-" + Year.now(ZoneOffset.UTC) + "-\\d{6}");
        assertThat(ticket.path("subject").asText()).isEqualTo("I can't complete my transfer");
        assertThat(ticket.path("description").asText()).isEqualTo("Ẹ jọ̀ọ́ 🙏 ₦50,000\r\n is gone ");
        assertThat(ticket.path("status").asText()).isEqualTo("pending");
        assertThat(ticket.path("priority").asText()).isEqualTo("medium");
        assertThat(ticket.path("email").asText()).isEqualTo("john@example.com");
        assertThat(ticket.path("phone_number").asText()).isEqualTo("+2348012345678");
        assertThat(ticket.path("related_transaction_id").asText()).isEqualTo("tx-uuid-here");
        assertThat(ticket.path("satisfaction_rating").isNull()).isTrue();
        assertThat(ticket.path("last_response_at").isNull()).isTrue();
        assertThat(ticket.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(ticket.path("updated_at")).isEqualTo(ticket.path("created_at"));
        assertThat(ticket.path("total_messages").asInt()).isEqualTo(1);
        JsonNode message = ticket.path("messages").path(0);
        assertThat(names(message))
                .containsExactly(
                        "id", "message", "is_from_user", "sender_name", "sender_email", "attachments", "created_at");
        assertThat(message.path("message")).isEqualTo(ticket.path("description"));
        assertThat(message.path("is_from_user").asBoolean()).isTrue();
        assertThat(message.path("sender_name").isNull()).isTrue();
        assertThat(message.path("sender_email").asText()).isEqualTo("john@example.com");
        assertThat(message.path("attachments").isNull()).isTrue();
        assertThat(message.path("created_at")).isEqualTo(ticket.path("created_at"));
    }

    @Test
    void thePeersAreToldBeforeTheAnswerAndNothingSecretIsInTheEvent() {
        JsonNode ticket = service.opened("guest@x.ng");
        String id = ticket.path("id").asText();

        assertThat(service.messaging.told(id)).hasSize(1);
        assertThat(service.rating.told(id))
                .as("it asks for what it does not know")
                .isEmpty();
        EventEnvelope event = service.messaging.told(id).getFirst();
        assertThat(EventCodec.decode(event)).isInstanceOfSatisfying(Decoded.Known.class, known -> {
            TicketEvent.Opened opened = (TicketEvent.Opened) known.event();
            assertThat(opened.ticket().version()).isEqualTo(1);
            assertThat(opened.ticket().statusVersion()).isEqualTo(1);
            assertThat(opened.ticket().owner().isUnclaimed()).isTrue();
            assertThat(opened.ticket().guestProof())
                    .isEqualTo(
                            new DeviceProof(ServiceFixture.PROOF_KEY).sign(UUID.fromString(id), ServiceFixture.DEVICE));
            assertThat(opened.message().seq()).isEqualTo(1);
            assertThat(opened.message().id().toString())
                    .isEqualTo(ticket.path("messages").path(0).path("id").asText());
        });
        assertThat(event.data()).doesNotContain(ServiceFixture.DEVICE, "127.0.0.1", "Java-http-client");
    }

    @Test
    void aTokenMakesTheTicketTheAccounts() {
        String token = service.tokens
                .user("u-opening")
                .email("other@x.ng")
                .name("Ngozi Bello")
                .sign();

        JsonNode ticket = service.openedBy(token, "contact@x.ng");

        assertThat(ticket.path("messages").path(0).path("sender_name").asText()).isEqualTo("Ngozi Bello");
        EventEnvelope event = service.messaging.told(ticket.path("id").asText()).getFirst();
        assertThat(event.data())
                .contains("\"user_id\":\"u-opening\"", "\"email\":\"contact@x.ng\"", "\"guest_proof\":null");
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                | subject,description,email",
                "{\"subject\":5,\"description\":[],\"email\":{}}         | subject,description,email",
                "{\"subject\":\"abcd\",\"description\":\"too short\",\"email\":\"no\"} | subject,description,email",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"priority\":\"urgent\"} | priority",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"support_type\":\"x\",\"session_id\":7} | support_type,session_id",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"device_metadata\":[]} | device_metadata",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"device_metadata\":{\"platform\":1}} | device_metadata.platform",
                "{\"subject\":\"abc\\u0000de\",\"description\":\"0123456789\",\"email\":\"a@b.c\"} | subject",
                "{\"subject\":\"abcde\",\"description\":\"01234567\\ud800 9\",\"email\":\"a@b.c\"} | description",
                "{\"subject\":\"abcde\",\"description\":\"0123456789\",\"email\":\"a@b.c\",\"phone_number\":8012345678} | phone_number",
            })
    void everyOffendingFieldIsNamed(String body, String fields) {
        Answer answer = service.send(service.requestSupport(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(answer.fields()).isEqualTo(fields);
        assertThat(answer.message())
                .isEqualTo(answer.json().path("errors").path(0).path("message").asText());
    }

    @Test
    void anInvalidPhoneHasItsOwnCodeAndNamesItsField() {
        Answer answer = service.send(service.requestSupport("""
                {"subject":"abcde","description":"0123456789","email":"a@b.c","phone_number":"12345"}
                """));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_PHONE");
        assertThat(answer.message()).isEqualTo("Phone number must be in E.164 format, for example +2348012345678");
        assertThat(answer.fields()).isEqualTo("phone_number");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,'',400",
        "text/plain,'{}',415",
        "application/json,'{',400",
        "application/json,'[]',400"
    })
    void whatIsNoJsonObjectIsRefused(String type, String body, int status) {
        Answer answer = service.send(service.user("/request-support")
                .header("Content-Type", type)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void theDeviceIsLookedAtBeforeTheTokenAndTheTokenBeforeTheBody() {
        Answer noDevice = service.send(service.at(ServiceFixture.USER_SIDE + "/request-support")
                .header("Authorization", "Bearer nonsense")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));
        Answer badToken = service.send(service.requestSupport("{").header("Authorization", "Bearer nonsense"));

        assertThat(noDevice.status()).isEqualTo(401);
        assertThat(noDevice.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
        assertThat(noDevice.message()).isEqualTo("Missing or malformed x-device-id header");
        assertThat(badToken.status()).isEqualTo(401);
        assertThat(badToken.code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        String key = ServiceFixture.unique("key");
        Answer first = service.send(
                service.requestSupport(ServiceFixture.request("a@x.ng")).header("Idempotency-Key", key));
        Answer again = service.send(
                service.requestSupport(ServiceFixture.request("a@x.ng")).header("Idempotency-Key", key));
        Answer other = service.send(
                service.requestSupport(ServiceFixture.request("b@x.ng")).header("Idempotency-Key", key));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.header("Location"))
                .endsWith("/support/ticket?ticket_number="
                        + first.data().path("ticket").path("ticket_number").asText());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void manyAtOnceGetDifferentNumbersAndNobodyWaits() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> numbers = threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<String>>mapToObj(i -> () ->
                            service.opened("many@x.ng").path("ticket_number").asText())
                    .toList());

            assertThat(numbers).extracting(Future::get).doesNotHaveDuplicates();
        }
    }

    @Test
    void unknownPathsAndMethodsAreAnsweredInTheErrorShape() {
        Answer path = service.send(service.user("/nowhere").GET());
        Answer method = service.send(service.user("/request-support").GET());

        assertThat(path.status()).isEqualTo(404);
        assertThat(path.code()).isEqualTo("NOT_FOUND");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(method.header("Allow")).isEqualTo("POST");
    }

    @Test
    void theDocumentIsServed() {
        Answer answer = service.send(service.at("/openapi/ticket").GET());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
