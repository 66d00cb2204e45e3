package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.RequestSigner;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What stands before this service's calls (`decisions.md` 10, 15); how each guard decides is tested with the kit.
class GuardsHttpTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final String READ_PATH = "/api/v1/support/ticket";

    @Test
    void everyCallOfAGuestCountsForItsDeviceAndTheAdminsDoNot() throws Exception {
        try (Bench bench = new Bench(Map.of(
                "rate-limit.enabled",
                "true",
                "rate-limit.device.capacity",
                "3",
                "rate-limit.device.per-minute",
                "1"))) {
            TicketState ticket = bench.toldGuest();
            assertThat(bench.send(bench.conversation(ticket, "", null)).status())
                    .isEqualTo(200);
            assertThat(bench.add(ticket, "Is anybody there?", null).status()).isEqualTo(201);
            assertThat(bench.send(bench.reading(ticket.ticketNumber(), null, null))
                            .status())
                    .isEqualTo(200);

            Answer refused = bench.send(bench.conversation(ticket, "", null));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("RATE_LIMITED");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(bench.add(ticket, "Is anybody there?", null).status()).isEqualTo(429);
            assertThat(bench.send(bench.reading(ticket.ticketNumber(), null, null))
                            .status())
                    .isEqualTo(429);
            assertThat(bench.send(bench.conversation(ticket, "", bench.admin())).status())
                    .isEqualTo(200);
            assertThat(bench.reply(ticket, "We are here").status()).isEqualTo(201);
        }
    }

    @Test
    void whereSignaturesAreRequiredTheUserSideIsSignedAndTheSistersAreNot() throws Exception {
        try (Bench bench = new Bench(
                Map.of("security-headers.signature", "required", "security-headers.signing-key", SIGNER.key()))) {
            TicketState ticket = bench.toldGuest();
            Map<String, String> headers = SIGNER.headers(
                    "GET",
                    READ_PATH,
                    System.currentTimeMillis(),
                    UUID.randomUUID().toString(),
                    new byte[0]);

            Answer unsigned = bench.send(bench.conversation(ticket, "", null));
            Answer signed = bench.send(with(bench.conversation(ticket, "", null), headers));
            Answer again = bench.send(with(bench.conversation(ticket, "", null), headers));

            assertThat(unsigned.status()).isEqualTo(401);
            assertThat(unsigned.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(signed.status()).isEqualTo(200);
            assertThat(again.status()).isEqualTo(401);
            assertThat(bench.reply(ticket, "We are here").status()).isEqualTo(201);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return request;
    }
}
