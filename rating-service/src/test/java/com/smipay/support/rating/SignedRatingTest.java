package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.rating.ServiceFixture.Answer;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.RequestSigner;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Signed requests (`decisions.md` 10) are demanded here too; how a signature is judged is tested with the kit.
@OneServerAtATime
class SignedRatingTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final String RATING = "{\"rating\": 5}";

    @Test
    void aSignedRatingIsTakenAndAnUnsignedOneIsNot() throws Exception {
        try (ServiceFixture service = new ServiceFixture(
                Map.of("security-headers.signature", "required", "security-headers.signing-key", SIGNER.key()))) {
            TicketState ticket = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
            String path = "/api/v1/support/ticket/" + ticket.ticketNumber() + "/rate";
            Map<String, String> headers = SIGNER.headers(
                    "POST",
                    path,
                    System.currentTimeMillis(),
                    UUID.randomUUID().toString(),
                    RATING.getBytes(StandardCharsets.UTF_8));
            String token = service.token("u-1", "a@x.ng");

            Answer unsigned = service.rate(ticket, token, RATING);
            HttpRequest.Builder signed = service.rating(ticket.ticketNumber(), token, RATING);
            headers.forEach(signed::header);

            assertThat(unsigned.status()).isEqualTo(401);
            assertThat(unsigned.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(service.send(signed).status()).isEqualTo(201);
        }
    }
}
