package com.smipay.support.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.stack.LocalStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The dashboard runs in a browser, under an origin that is a setting.
class CorsTest {
    @ParameterizedTest
    @EnumSource
    void theDashboardsPreflightIsAnswered(Endpoint endpoint) {
        Reply reply = preflight(endpoint, LocalStack.DASHBOARD).expect(204);

        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains(endpoint.method());
        assertThat(reply.header("Access-Control-Allow-Headers").toLowerCase(java.util.Locale.ROOT))
                .contains("authorization", "content-type");
    }

    @ParameterizedTest
    @EnumSource
    void aForeignOriginIsToldNothing(Endpoint endpoint) {
        Reply preflight = preflight(endpoint, "https://evil.example.com");
        Reply plain = endpoint.call()
                .by(Person.admin())
                .header("Origin", "https://evil.example.com")
                .send();

        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(plain.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theDashboardMayReadAnswersAndRefusals(Endpoint endpoint) {
        Reply refused =
                endpoint.call().header("Origin", LocalStack.DASHBOARD).send().expect(401);

        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(LocalStack.DASHBOARD);
        assertThat(refused.header("Vary")).contains("Origin");
    }

    private static Reply preflight(Endpoint endpoint, String origin) {
        return endpoint.call("OPTIONS")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", endpoint.method())
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .send();
    }
}
