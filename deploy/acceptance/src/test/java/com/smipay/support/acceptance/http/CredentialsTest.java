package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.local.token.LocalToken;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Device, token and role, in this order (`decisions.md` 10, 11, 14; `admin-api.md`).
class CredentialsTest {
    private final Person user = Person.user();

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#userSide")
    void theDeviceIsAskedForBeforeTheTokenIsLookedAt(Endpoint endpoint) {
        endpoint.call().send().refused(401, "SECURITY_HEADERS_REQUIRED", "Missing or malformed x-device-id header");
        endpoint.call()
                .bearer(user.bearer())
                .send()
                .refused(401, "SECURITY_HEADERS_REQUIRED", "Missing or malformed x-device-id header");
        endpoint.call().bearer("nonsense").send().refused(401, "SECURITY_HEADERS_REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "has a space in it", ""})
    void aDeviceOfTheWrongShapeIsNone(String device) {
        Endpoint.MY_TICKETS
                .call()
                .device(device)
                .bearer(user.bearer())
                .send()
                .refused(401, "SECURITY_HEADERS_REQUIRED", "Missing or malformed x-device-id header");
    }

    @Test
    void aDeviceHas8To128Characters() {
        for (int length : new int[] {8, 128}) {
            Endpoint.MY_TICKETS
                    .call()
                    .device("d".repeat(length))
                    .bearer(user.bearer())
                    .send()
                    .expect(200);
        }
        Endpoint.MY_TICKETS
                .call()
                .device("d".repeat(129))
                .bearer(user.bearer())
                .send()
                .refused(401, "SECURITY_HEADERS_REQUIRED");
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#withToken")
    void withoutATokenNobodyIsKnown(Endpoint endpoint) {
        endpoint.call().device(user.device()).send().refused(401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsSentMustBeValid(Endpoint endpoint) {
        for (String bad : badTokens()) {
            endpoint.call().device(user.device()).bearer(bad).send().refused(401, "UNAUTHENTICATED");
        }
        endpoint.call()
                .device(user.device())
                .header("Authorization", "Basic dXNlcjpwYXNz")
                .send()
                .refused(401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#adminSide")
    void theAdminSideIsForAdmins(Endpoint endpoint) {
        endpoint.call().bearer(user.bearer()).send().refused(403, "FORBIDDEN");
    }

    @Test
    void anExpiredTokenIsTakenForThirtySeconds() {
        Endpoint.MY_TICKETS.call().by(expiring(-20)).send().expect(200);
        Endpoint.MY_TICKETS.call().by(expiring(-40)).send().refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aWholeNameInOneClaimIsTakenToo() {
        Map<String, Object> claims = new HashMap<>(user.claims("user"));
        claims.remove("first_name");
        claims.remove("last_name");
        claims.put("name", user.name());
        Person named = user.withToken(Person.token(claims));

        assertThat(named.app()
                        .request(named.app().newTicket())
                        .data()
                        .path("ticket")
                        .path("messages")
                        .path(0)
                        .path("sender_name")
                        .asText())
                .isEqualTo(user.name());
    }

    private Person expiring(int seconds) {
        Map<String, Object> claims = new HashMap<>(user.claims("user"));
        claims.put("exp", Instant.now().getEpochSecond() + seconds);
        return user.withToken(Person.token(claims));
    }

    private List<String> badTokens() {
        Map<String, Object> noExpiry = new HashMap<>(user.claims("admin"));
        noExpiry.remove("exp");
        Map<String, Object> noSubject = new HashMap<>(user.claims("admin"));
        noSubject.remove("sub");
        String good = user.bearer();
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        return List.of(
                "nonsense",
                Canary.text("a.b.c"),
                unsigned,
                good + "x",
                new LocalToken(user.claims("admin")).sign("another-secret-" + UUID.randomUUID()),
                Person.token(noExpiry),
                Person.token(noSubject));
    }
}
