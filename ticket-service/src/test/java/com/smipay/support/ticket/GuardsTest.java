package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.RequestSigner;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What stands before this service's calls (`decisions.md` 10, 15); how each guard decides is tested with the kit.
@OneServerAtATime
class GuardsTest {
    private static final RequestSigner SIGNER = new RequestSigner("0123456789abcdef-signing-key-for-tests");
    private static final String OPENING = """
            {"subject": "A lost transfer", "description": "I sent it an hour ago.", "email": "john@example.com"}
            """;

    @Test
    void openingIsLimitedPerDeviceAndAnOwnListIsNot() throws Exception {
        try (ServiceFixture service =
                new ServiceFixture(Map.of("rate-limit.device.capacity", "4", "rate-limit.device.per-minute", "1"))) {
            int opened = 0;
            Answer last;
            do {
                last = service.send(service.requestSupport(OPENING));
                opened += last.status() == 201 ? 1 : 0;
            } while (last.status() == 201);

            // The service made a call of its own.
            assertThat(opened).isEqualTo(3);
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.code()).isEqualTo("RATE_LIMITED");
            assertThat(last.json().path("retry_after").asText()).isEqualTo(last.header("Retry-After"));
            assertThat(service.send(service.requestSupport(OPENING)
                                    .header("Authorization", "Bearer " + service.admin()))
                            .status())
                    .as("an agent's device is not limited")
                    .isEqualTo(201);
            service.database.execute(
                    "update person set told_role = 'user' where id = '" + ServiceFixture.ADMIN_ID + "'");
            assertThat(service.send(service.requestSupport(OPENING)
                                    .header("Authorization", "Bearer " + service.admin()))
                            .status())
                    .as("that of one who is gone is, though the token lives")
                    .isEqualTo(429);
            String token = service.user("u-1", "john@example.com");
            for (int i = 0; i < 6; i++) {
                assertThat(service.send(service.user("/my-tickets").header("Authorization", "Bearer " + token))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aSignedOpeningIsTakenOnceAndAnUnsignedOneNever() throws Exception {
        try (ServiceFixture service = new ServiceFixture(
                Map.of("security-headers.signature", "required", "security-headers.signing-key", SIGNER.key()))) {
            Map<String, String> headers = SIGNER.headers(
                    "POST",
                    ServiceFixture.USER_SIDE + "/request-support",
                    System.currentTimeMillis(),
                    UUID.randomUUID().toString(),
                    OPENING.getBytes(StandardCharsets.UTF_8));

            Answer unsigned = service.send(service.requestSupport(OPENING));
            assertThat(unsigned.status()).isEqualTo(401);
            assertThat(unsigned.code()).isEqualTo("SECURITY_HEADERS_REQUIRED");
            assertThat(service.send(with(service.requestSupport(OPENING), headers))
                            .status())
                    .isEqualTo(201);
            assertThat(service.send(with(service.requestSupport(OPENING), headers))
                            .message())
                    .isEqualTo("The x-nonce header was used before");
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return request;
    }
}
