package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.rating.ServiceFixture.Answer;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /api/v1/support/ticket/{ticketNumber}/rate`: its answer, its refusals, and that a ticket is rated once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class RateTicketHttpTest {
    @AutoClose
    private final ServiceFixture service = ServiceFixture.ready();

    @ParameterizedTest
    @ValueSource(strings = {"resolved", "closed"})
    void theOwnerRatesASettledTicket(String status) {
        TicketState ticket = service.told(TicketStates.of(status, "u-1", "a@x.ng"));

        Answer answer = service.rate(ticket, service.owner, ServiceFixture.FOUR);

        assertThat(answer.status()).isEqualTo(201);
        JsonNode data = answer.json().path("data");
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        assertThat(answer.message()).isEqualTo("Thank you for your feedback");
        assertThat(data.properties().stream().map(Map.Entry::getKey))
                .containsExactly("ticket_number", "rating", "feedback", "created_at");
        assertThat(data.path("ticket_number").asText()).isEqualTo(ticket.ticketNumber());
        assertThat(data.path("rating").asInt()).isEqualTo(4);
        assertThat(data.path("feedback").asText()).isEqualTo("Ẹ ṣé 🙏 ");
        assertThat(data.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @ParameterizedTest(name = "{0}, by {1}, {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pending  | u-1 | {\"rating\":0} | 400 | RATING_OUT_OF_RANGE | Rating must be between 1 and 5",
                "pending  | u-2 | {\"rating\":4} | 400 | NOT_TICKET_OWNER    | You can only rate your own tickets",
                "resolved | u-2 | {\"rating\":4} | 400 | NOT_TICKET_OWNER    | You can only rate your own tickets",
                "pending  | u-1 | {\"rating\":4} | 400 | RATING_STATUS       | Can only rate resolved or closed tickets",
            })
    void refusalsComeInOrderWithTheContractsTexts(
            String status, String rater, String body, int code, String errorCode, String message) {
        TicketState ticket = service.told(TicketStates.of(status, "u-1", "a@x.ng"));

        Answer answer = service.rate(ticket, service.token(rater, "a@x.ng"), body);

        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.code()).isEqualTo(errorCode);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void aBadBodyIsRefusedBeforeTheTicketIsLookedFor() {
        Answer answer = service.send(service.rating("SMI-2026-999999", service.owner, "{\"rating\":6}"));

        assertThat(answer.code()).isEqualTo("RATING_OUT_OF_RANGE");
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("rating");
    }

    @Test
    void aSecondRatingIsRefusedEvenAfterTheTicketWasOpenedAgain() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        service.rate(ticket, service.owner, ServiceFixture.FOUR);
        service.tell(TicketStates.changed(TicketStates.then(ticket, "in_progress")));

        Answer answer = service.rate(ticket, service.owner, "{\"rating\":1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("RATING_EXISTS");
        assertThat(answer.message()).isEqualTo("Ticket already rated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SMI-2026-000001", "smi-2026-000001", "nonsense", "0193b1c0-0000-7000-8000-000000000001", "%00"})
    void anUnknownTicketIsNotFoundByTheNameThatWasGiven(String reference) {
        Answer answer = service.send(service.rating(reference, service.owner, ServiceFixture.FOUR));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("TICKET_NOT_FOUND");
        String name = reference.equals("%00") ? "\u0000" : reference;
        assertThat(answer.message()).isEqualTo("Ticket " + name + " not found");
    }

    @Test
    void aTicketIsFoundInAnyCase() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));

        assertThat(service.send(service.rating(
                                ticket.ticketNumber().toLowerCase(Locale.ROOT), service.owner, ServiceFixture.FOUR))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void ofManyAtOnceExactlyOneWins() throws Exception {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        List<Callable<Answer>> raters = IntStream.range(0, 12)
                .<Callable<Answer>>mapToObj(
                        i -> () -> service.rate(ticket, service.owner, "{\"rating\":" + (i % 5 + 1) + "}"))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers =
                    threads.invokeAll(raters).stream().map(Future::resultNow).toList();

            assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(a -> a.status() != 201)
                    .allSatisfy(a -> assertThat(a.code()).isEqualTo("RATING_EXISTS"));
        }
        assertThat(service.database.number("select count(*) from rating where ticket_id = '" + ticket.id() + "'"))
                .isEqualTo(1);
        assertThat(service.ticketService.told(ticket.id().toString())).hasSize(1);
    }

    @Test
    void aGuestsTicketIsBoundToTheRaterWhoseEmailMatches() {
        TicketState ticket = service.told(TicketStates.of("resolved", null, "guest@x.ng"));

        assertThat(service.rate(ticket, service.token("u-5", "Guest@X.ng "), ServiceFixture.FOUR)
                        .status())
                .isEqualTo(201);

        RatingEvent.Rated told =
                Events.rated(service.ticketService.told(ticket.id().toString()).getFirst());
        assertThat(told.owner().userId()).isEqualTo("u-5");
        assertThat(told.claimedBy()).isNotNull();
        assertThat(service.rate(ticket, service.token("u-6", "guest@x.ng"), ServiceFixture.FOUR)
                        .code())
                .isEqualTo("NOT_TICKET_OWNER");
    }

    @Test
    void anEmailThatIsNotVerifiedProvesNothing() {
        TicketState ticket = service.told(TicketStates.of("resolved", null, "guest@x.ng"));
        String token = service.tokens
                .user("u-7")
                .email("guest@x.ng")
                .emailVerified(false)
                .sign();

        assertThat(service.rate(ticket, token, ServiceFixture.FOUR).code()).isEqualTo("NOT_TICKET_OWNER");
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        String key = ServiceFixture.unique("key");

        Answer first = service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                .header("Idempotency-Key", key));
        Answer again = service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                .header("Idempotency-Key", key));
        Answer other = service.send(service.rating(ticket.ticketNumber(), service.owner, "{\"rating\":1}")
                .header("Idempotency-Key", key));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(service.ticketService.told(ticket.id().toString())).hasSize(1);
    }

    @Test
    void aRefusalIsNotRemembered() {
        TicketState ticket = service.told(TicketStates.of("pending", "u-1", "a@x.ng"));
        String key = ServiceFixture.unique("key");
        assertThat(service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                                .header("Idempotency-Key", key))
                        .code())
                .isEqualTo("RATING_STATUS");
        service.tell(TicketStates.changed(TicketStates.then(ticket, "closed")));

        assertThat(service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                                .header("Idempotency-Key", key))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theGuardComesBeforeTheTokenAndTheTokenBeforeTheBody() {
        String path = "/api/v1/support/ticket/SMI-2026-000001/rate";
        Answer noDevice = service.send(
                service.at(path).header("Authorization", "Bearer nonsense").POST(BodyPublishers.ofString("no json")));
        Answer noToken = service.send(
                service.at(path).header("x-device-id", ServiceFixture.DEVICE).POST(BodyPublishers.ofString("no json")));

        assertThat(noDevice.status()).isEqualTo(401);
        assertThat(noDevice.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
        assertThat(noDevice.message()).isEqualTo("Missing or malformed x-device-id header");
        assertThat(noToken.status()).isEqualTo(401);
        assertThat(noToken.code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void whatIsNoJsonNoPostOrTooLargeIsRefusedInTheOneShape() {
        TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
        Answer broken = service.rate(ticket, service.owner, "{\"rating\":4");
        Answer array = service.rate(ticket, service.owner, "[4]");
        Answer plain = service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                .setHeader("Content-Type", "text/plain"));
        Answer large =
                service.rate(ticket, service.owner, "{\"rating\":4,\"feedback\":\"" + "x".repeat(70_000) + "\"}");
        Answer method = service.send(service.rating(ticket.ticketNumber(), service.owner, ServiceFixture.FOUR)
                .GET());
        Answer path = service.send(service.at("/api/v1/support/ticket/x/y/z")
                .header("x-device-id", ServiceFixture.DEVICE)
                .GET());

        assertThat(broken.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(array.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(plain.status()).isEqualTo(415);
        assertThat(large.status()).isEqualTo(413);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("POST");
        assertThat(path.status()).isEqualTo(404);
        assertThat(List.of(broken, array, plain, large, method, path)).allSatisfy(answer -> {
            assertThat(answer.json().path("success").asBoolean(true)).isFalse();
            assertThat(answer.json().path("statusCode").asInt()).isEqualTo(answer.status());
            assertThat(answer.message()).isNotBlank();
        });
    }
}
