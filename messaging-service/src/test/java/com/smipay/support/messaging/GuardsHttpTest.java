package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.RequestSigner;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What stands before this service's calls (`decisions.md` 10, 15); how each guard decides is tested with the kit.
@OneServerAtATime
class GuardsHttpTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final String READ_PATH = "/api/v1/support/ticket";

    @Test
    void everyCallOfAGuestCountsForItsDeviceAndTheAdminsDoNot() throws Exception {
        try (ServiceFixture service = new ServiceFixture(Map.of(
                "rate-limit.enabled",
                "true",
                "rate-limit.device.capacity",
                "3",
                "rate-limit.device.per-minute",
                "1"))) {
            TicketState ticket = service.toldGuest();
            assertThat(service.send(service.conversation(ticket, "", null)).status())
                    .isEqualTo(200);
            assertThat(service.add(ticket, "Is anybody there?", null).status()).isEqualTo(201);
            assertThat(service.send(service.reading(ticket.ticketNumber(), null, null))
                            .status())
                    .isEqualTo(200);

            Answer refused = service.send(service.conversation(ticket, "", null));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("RATE_LIMITED");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(service.add(ticket, "Is anybody there?", null).status()).isEqualTo(429);
            assertThat(service.send(service.reading(ticket.ticketNumber(), null, null))
                            .status())
                    .isEqualTo(429);
            assertThat(service.send(service.conversation(ticket, "", service.admin()))
                            .status())
                    .isEqualTo(200);
            assertThat(service.reply(ticket, "We are here").status()).isEqualTo(201);

            service.database.execute(
                    "insert into person (id, source_partition, source_offset, role) values ('a-1', 0, 1, 'user')");
            assertThat(service.send(service.conversation(ticket, "", service.admin()))
                            .status())
                    .as("an agent that is gone, whose token lives")
                    .isEqualTo(429);
        }
    }

    @Test
    void whereSignaturesAreRequiredTheUserSideIsSignedAndThePeersAreNot() throws Exception {
        try (ServiceFixture service = new ServiceFixture(
                Map.of("security-headers.signature", "required", "security-headers.signing-key", SIGNER.key()))) {
            TicketState ticket = service.toldGuest();
            Map<String, String> headers = SIGNER.headers(
                    "GET",
                    READ_PATH,
                    System.currentTimeMillis(),
                    UUID.randomUUID().toString(),
                    new byte[0]);

            Answer unsigned = service.send(service.conversation(ticket, "", null));
            Answer signed = service.send(with(service.conversation(ticket, "", null), headers));
            Answer again = service.send(with(service.conversation(ticket, "", null), headers));

            assertThat(unsigned.status()).isEqualTo(401);
            assertThat(unsigned.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(signed.status()).isEqualTo(200);
            assertThat(again.status()).isEqualTo(401);
            assertThat(service.reply(ticket, "We are here").status()).isEqualTo(201);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return request;
    }
}
