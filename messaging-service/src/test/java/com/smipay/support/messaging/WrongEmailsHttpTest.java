package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Wrong emails are counted by ticket over all calls and devices (`decisions.md` 65), and lock nobody out of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class WrongEmailsHttpTest {
    private static final String TEXT = "a message that is long enough";

    private ServiceFixture service;

    @BeforeAll
    void start() {
        service = new ServiceFixture(Map.of("rate-limit.enabled", "true", "rate-limit.device.capacity", "1000"));
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
    }

    @Test
    void ofSixtyWrongEmailsAtOnceTenAreComparedAndNoOtherIsAfterThem() throws Exception {
        TicketState ticket = service.toldGuest();
        List<Callable<Answer>> guesses = IntStream.range(0, 60)
                .<Callable<Answer>>mapToObj(i -> () -> add(ticket, "guess" + i + "@x.com", "device-guess-" + i, null))
                .toList();

        try (ExecutorService phones = Executors.newFixedThreadPool(12)) {
            List<Integer> statuses = phones.invokeAll(guesses).stream()
                    .map(WrongEmailsHttpTest::answer)
                    .map(Answer::status)
                    .sorted()
                    .toList();

            assertThat(statuses.subList(0, 10)).containsOnly(400);
            assertThat(statuses.subList(10, 60)).containsOnly(429);
        }

        Answer right = add(ticket, TicketStates.EMAIL, "device-of-a-guesser", null);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.code()).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(right.header("Retry-After"))).isBetween(590, 600);
        assertThat(read(ticket, TicketStates.EMAIL, "device-of-a-guesser").code())
                .isEqualTo("TICKET_NOT_FOUND");
        assertThat(service.send(service.reading(ticket.ticketNumber() + "?email=" + TicketStates.EMAIL, null, null)
                                .setHeader("x-device-id", "device-of-a-guesser"))
                        .status())
                .isEqualTo(404);
        assertThat(read(ticket, TicketStates.EMAIL, ServiceFixture.DEVICE).status())
                .as("its own device")
                .isEqualTo(200);
        assertThat(add(ticket, TicketStates.EMAIL, ServiceFixture.DEVICE, null).status())
                .isEqualTo(201);
        assertThat(add(ticket, TicketStates.EMAIL, "device-of-a-guesser", service.owner("u-1"))
                        .status())
                .as("its owner's token")
                .isEqualTo(201);
    }

    @Test
    void guessesByReadingAndByKeyedWritingCountTogether() {
        TicketState ticket = service.toldGuest();
        for (int i = 0; i < 5; i++) {
            assertThat(read(ticket, "guess" + i + "@x.com", "device-guess-" + i).status())
                    .isEqualTo(404);
            assertThat(service.send(service.adding(ticket.ticketNumber(), TEXT, "other" + i + "@x.com", null)
                                    .setHeader("x-device-id", "device-other-" + i)
                                    .header("Idempotency-Key", "key-" + i))
                            .code())
                    .isEqualTo("EMAIL_MISMATCH");
        }

        assertThat(add(ticket, TicketStates.EMAIL, "device-of-another", null).status())
                .isEqualTo(429);
        assertThat(read(ticket, TicketStates.EMAIL, "device-of-another").status())
                .isEqualTo(404);
        assertThat(add(service.toldGuest(), TicketStates.EMAIL, "device-of-another", null)
                        .status())
                .as("another ticket")
                .isEqualTo(201);
    }

    /// `request-support` with a ticket number, which the ticket service passes on.
    @Test
    void guessesByFollowUpsCountToo() {
        TicketState ticket = service.toldGuest();
        for (int i = 0; i < 5; i++) {
            assertThat(forward(ticket, "guess" + i + "@x.com").code()).isEqualTo("EMAIL_MISMATCH");
            assertThat(add(ticket, "other" + i + "@x.com", "device-other-" + i, null)
                            .code())
                    .isEqualTo("EMAIL_MISMATCH");
        }

        Answer right = forward(ticket, TicketStates.EMAIL);

        assertThat(right.status()).isEqualTo(429);
        assertThat(right.code()).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(right.header("Retry-After"))).isBetween(590, 600);
    }

    @Test
    void rightEmailsAndMistakesOfTheOwnerAreNoGuesses() {
        TicketState ticket = service.toldGuest();
        for (int i = 0; i < 12; i++) {
            assertThat(read(ticket, TicketStates.EMAIL, "device-of-another").status())
                    .isEqualTo(200);
            assertThat(add(ticket, "mistyped@x.com", ServiceFixture.DEVICE, null)
                            .code())
                    .isEqualTo("EMAIL_MISMATCH");
        }
        assertThat(service.database.number(
                        "select count(*) from email_guess where ticket_number = '" + ticket.ticketNumber() + "'"))
                .isZero();
        assertThat(add(ticket, TicketStates.EMAIL, "device-of-another", null).status())
                .isEqualTo(201);
    }

    /// `decisions.md` 54: their token lives on, and frees them from nothing.
    @Test
    void anAgentThatIsGoneGuessesLikeAnybody() {
        String gone = ServiceFixture.unique("agent");
        service.database.execute(
                "insert into person (id, source_partition, source_offset, role) values ('%s', 0, 1, 'user')"
                        .formatted(gone));
        String token =
                service.tokens.user(gone).email("gone@smipay.com").admin().sign();
        TicketState ticket = service.toldGuest();
        TicketState forwarded = service.toldGuest();

        for (int i = 0; i < 10; i++) {
            assertThat(add(ticket, "guess" + i + "@x.com", "device-gone-" + i, token)
                            .code())
                    .isEqualTo("EMAIL_MISMATCH");
            assertThat(forward(forwarded, "guess" + i + "@x.com", gone).code()).isEqualTo("EMAIL_MISMATCH");
        }

        assertThat(add(ticket, "guess@x.com", "device-gone-10", token).status()).isEqualTo(429);
        assertThat(forward(forwarded, "guess@x.com", gone).status()).isEqualTo(429);
    }

    @Test
    void unknownTicketsAreCountedLikeKnownOnes() {
        service.send(service.user("/api/v1/support/ticket?ticket_number=SMI-2026-000000&email=a@b.co", null));

        assertThat(service.database.number("select count(*) from email_guess where ticket_number = 'SMI-2026-000000'"))
                .isEqualTo(1);
    }

    /// As the ticket service passes on a message with the token of an agent.
    private Answer forward(TicketState ticket, String email, String agent) {
        return passedOn(ticket, email, "{\"user_id\":\"" + agent + "\",\"role\":\"admin\"}");
    }

    /// The same without a token.
    private Answer forward(TicketState ticket, String email) {
        return passedOn(ticket, email, "null");
    }

    private Answer passedOn(TicketState ticket, String email, String caller) {
        return service.internal(
                "/internal/conversations/" + ticket.ticketNumber() + "/messages", """
                {"message":"%s","email":"%s","device_id":"device-of-a-stranger","path":"/x","caller":%s}
                """.formatted(TEXT, email, caller));
    }

    private Answer add(TicketState ticket, String email, String device, @Nullable String token) {
        return service.send(
                service.adding(ticket.ticketNumber(), TEXT, email, token).setHeader("x-device-id", device));
    }

    private Answer read(TicketState ticket, String email, String device) {
        return service.send(
                service.conversation(ticket, "&email=" + email, null).setHeader("x-device-id", device));
    }

    private static Answer answer(Future<Answer> future) {
        return future.resultNow();
    }
}
