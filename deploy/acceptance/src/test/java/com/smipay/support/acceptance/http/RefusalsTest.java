package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong methods, paths, types, sizes and bodies (`decisions.md` 2): a 4xx of the one shape, whoever serves the path.
class RefusalsTest {
    private final Person admin = Person.admin();
    private final Person user = Person.user();

    @ParameterizedTest
    @EnumSource
    void anotherMethodIsRefusedWithThoseAllowed(Endpoint endpoint) {
        for (String method : Set.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
            if (endpoint.takes(method)) {
                continue;
            }
            Reply reply = endpoint.call(method).by(admin).send().refused(405, "METHOD_NOT_ALLOWED");

            assertThat(reply.header("Allow").split(", ?", -1)).contains(endpoint.method());
            assertThat(reply.header("Allow")).doesNotContain(method);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/v1/support",
                "/api/v1/support/nothing",
                "/api/v1/support/ticket/a/b/c",
                "/api/v1/unified-admin/support/a/b",
                "/api/v1/unified-admin/support/a/status/b",
                "/api/v2/support",
                "/internal/events",
                "/internal/tickets/SMI-2026-000001",
                "/health/ready",
                "/metrics",
                "/openapi/nothing"
            })
    void anUnknownPathIsNotFoundAndTheInternalListenersAreNotThere(String path) {
        Call.get(path).by(admin).send().refused(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#withBody")
    void whatIsNoJsonIsAnUnsupportedType(Endpoint endpoint) {
        for (String type :
                new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*"}) {
            by(endpoint)
                    .body(type, "{\"rating\":1}".getBytes(StandardCharsets.UTF_8))
                    .send()
                    .refused(415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#withBody")
    void moreThan64KibibytesAreTooMuch(Endpoint endpoint) {
        by(endpoint)
                .json("{\"message\":\"" + "x".repeat(64 * 1024) + "\"}")
                .send()
                .refused(413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#withBody")
    void whatIsNoJsonObjectIsMalformed(Endpoint endpoint) {
        for (String bad : new String[] {
            "{",
            "[]",
            "7",
            "\"text\"",
            "null",
            "{} {}",
            "{'a':1}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":01}",
            "[".repeat(3000),
            "{\"a\":".repeat(3000),
            "\u0000",
            "nonsense"
        }) {
            // A client that always sends a body marks as read with it.
            if (endpoint != Endpoint.READ || !bad.equals("null")) {
                by(endpoint).json(bad).send().refused(400, "VALIDATION_FAILED");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("com.smipay.support.acceptance.http.Endpoint#withBody")
    void invalidUtf8IsMalformed(Endpoint endpoint) {
        byte[] body = "{\"message\":\"?? is not UTF-8\"}".getBytes(StandardCharsets.US_ASCII);
        body[12] = (byte) 0xC3;
        body[13] = (byte) 0x28;

        by(endpoint).body("application/json", body).send().refused(400, "VALIDATION_FAILED");
    }

    @ParameterizedTest
    @EnumSource
    void noBodyIsMalformedWhereOneIsNeeded(Endpoint endpoint) {
        if (endpoint.needsBody()) {
            by(endpoint).send().refused(400, "VALIDATION_FAILED");
        }
    }

    @Test
    void jsonMayNameItsCharacterSet() {
        App app = Person.user().app();

        Call.post(App.REQUEST)
                .by(app.person())
                .body(
                        "application/json; charset=utf-8",
                        app.newTicket().toString().getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(201);
    }

    @Test
    void aRequestIdIsTakenOverOrMade() {
        Reply made = Endpoint.MY_TICKETS.call().by(admin).send();
        Reply taken = Endpoint.MY_TICKETS
                .call()
                .by(admin)
                .header("X-Request-Id", "my-request-1")
                .send();
        Reply replaced = Endpoint.MY_TICKETS
                .call()
                .by(admin)
                .header("X-Request-Id", "no good")
                .send();
        Reply refused =
                Endpoint.LIST.call().header("X-Request-Id", "my-request-2").send();

        assertThat(made.header("X-Request-Id")).isNotEmpty();
        assertThat(taken.header("X-Request-Id")).isEqualTo("my-request-1");
        assertThat(replaced.header("X-Request-Id")).isNotEqualTo("no good").isNotEmpty();
        assertThat(refused.header("X-Request-Id")).isEqualTo("my-request-2");
    }

    @Test
    void malformedEscapesInPathAndQueryAreRefused() {
        for (String target : new String[] {
            "/api/v1/support/ticket?ticket_number=%00",
            "/api/v1/support/ticket?ticket_number=" + "x".repeat(3000),
            "/api/v1/unified-admin/support?search=%00",
            "/api/v1/unified-admin/support?user_id=%00",
            "/api/v1/unified-admin/support/%00",
            "/api/v1/unified-admin/support?search=" + "x".repeat(300)
        }) {
            assertThat(Call.get(target).by(admin).send().status()).as(target).isBetween(400, 499);
        }
    }

    private Call by(Endpoint endpoint) {
        return endpoint.call().by(endpoint.isUserSide() ? user : admin);
    }

    @Test
    void aVeryLongHeaderIsRefused() {
        assertThat(Endpoint.MY_TICKETS
                        .call()
                        .by(Person.user())
                        .header("x-app-version", Canary.WORD.repeat(200))
                        .send()
                        .status())
                .isIn(200, 400);
    }
}
