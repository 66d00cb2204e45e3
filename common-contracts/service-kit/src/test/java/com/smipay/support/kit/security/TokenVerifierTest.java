package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.smipay.support.kit.security.Verification.Expired;
import com.smipay.support.kit.security.Verification.Invalid;
import com.smipay.support.kit.security.Verification.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the claims of a rightly signed token lead to.
class TokenVerifierTest {
    private static final String SECRET = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final String OTHER_SECRET = "Another-Secret-0123456789-qwertyu";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long NOW_S = NOW.getEpochSecond();
    private static final Signer SIGNER = Signer.hs256(SECRET);

    private final TokenVerifier verifier = verifier(null, null);

    @Test
    void wholeTokenTellsTheCaller() {
        Verification verification = verifier.verify(SIGNER.token("""
                {"sub":"u-1","email":" Ada@Example.COM ","first_name":"Ada","last_name":"Obi","role":"admin","exp":%d}""".formatted(NOW_S + 60)));

        assertThat(verification)
                .isEqualTo(new Valid(new Caller(
                        "u-1", "ada@example.com", true, null, "Ada", "Obi", Role.ADMIN, NOW.plusSeconds(60))));
    }

    /// With a key id, as `deploy/token` makes them, and without one.
    @ParameterizedTest
    @ValueSource(strings = {SECRET, OTHER_SECRET})
    void whileSecretsAreChangedTokensOfBothCount(String secret) {
        TokenVerifier changing = TokenVerifier.create(
                new TokenSettings(OTHER_SECRET, SECRET, null, Duration.ofDays(1), null, null, AdminRoles.USUAL),
                Clock.fixed(NOW, ZoneOffset.UTC));
        String token = Signer.hs256(secret).token("{\"sub\":\"u-1\",\"exp\":%d}".formatted(NOW_S + 60));
        String strangers = Signer.hs256("A-Stranger-Secret-0123456789-asdf")
                .token("{\"sub\":\"u-1\",\"exp\":%d}".formatted(NOW_S + 60));

        assertThat(changing.verify(token)).isInstanceOf(Valid.class);
        assertThat(changing.verify(token)).as("known by then").isInstanceOf(Valid.class);
        assertThat(changing.verify(strangers)).isInstanceOf(Invalid.class);
    }

    @Test
    void subjectAndExpiryAreEnough() {
        assertThat(verifier.verify(SIGNER.token("{\"sub\":\"u-1\",\"exp\":%d}".formatted(NOW_S + 60))))
                .isEqualTo(new Valid(new Caller("u-1", null, true, null, null, null, Role.USER, NOW.plusSeconds(60))));
    }

    @ParameterizedTest(name = "exp {0} s from now: REST {1}, socket {2}")
    @CsvSource({
        "60, Valid, Valid",
        "1, Valid, Valid",
        "0.5, Valid, Valid",
        "0, Valid, Expired",
        "-1, Valid, Expired",
        "-29, Valid, Expired",
        "-29.9, Valid, Expired",
        "-30, Expired, Expired",
        "-31, Expired, Expired",
        "-100000, Expired, Expired"
    })
    void expiryHasThirtySecondsOfSkewOnRestAndNoneOnSockets(double offset, String rest, String socket) {
        String token = SIGNER.token("{\"sub\":\"u-1\",\"exp\":%.3f}".formatted(NOW_S + offset));

        assertThat(verifier.verify(token).getClass().getSimpleName()).isEqualTo(rest);
        assertThat(verifier.verifyWithoutSkew(token).getClass().getSimpleName()).isEqualTo(socket);
    }

    @ParameterizedTest(name = "{0} {1} s from now is valid: {2}")
    @CsvSource({
        "nbf, -10, true",
        "nbf, 0, true",
        "nbf, 30, true",
        "nbf, 31, false",
        "nbf, 86400, false",
        "iat, -10, true",
        "iat, 30, true",
        "iat, 31, false"
    })
    void tokensOfTheFutureAreInvalidOnBothWays(String claim, long offset, boolean valid) {
        String token =
                SIGNER.token("{\"sub\":\"u-1\",\"exp\":%d,\"%s\":%d}".formatted(NOW_S + 90000, claim, NOW_S + offset));

        assertThat(verifier.verify(token) instanceof Valid).isEqualTo(valid);
        assertThat(verifier.verifyWithoutSkew(token) instanceof Valid).isEqualTo(valid);
    }

    @Test
    void expiredAndOtherwiseWrongIsInvalid() {
        assertThat(verify("\"sub\":\"u-1\",\"email\":7,\"exp\":1")).isInstanceOf(Invalid.class);
        assertThat(verify("\"sub\":\"u-1\",\"exp\":1")).isEqualTo(new Expired());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"erased:5f1e8a32-90c4-4d07-b1de-6a7c2f0e9b34\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\"}",
                "{\"sub\":\"u-1\",\"exp\":null}",
                "{\"sub\":\"u-1\",\"exp\":\"4102444800\"}",
                "{\"sub\":\"u-1\",\"exp\":true}",
                "{\"sub\":\"u-1\",\"exp\":[4102444800]}",
                "{\"sub\":\"u-1\",\"exp\":-5}",
                "{\"sub\":\"u-1\",\"exp\":1e30}",
                "{\"sub\":\"u-1\",\"exp\":1e999999999}",
                "{\"sub\":\"u-1\",\"exp\":18446744073709551617000000000000}",
                "{\"sub\":\"u-1\",\"exp\":NaN}",
                "{\"exp\":4102444800}",
                "{\"sub\":null,\"exp\":4102444800}",
                "{\"sub\":\"\",\"exp\":4102444800}",
                "{\"sub\":\"  \",\"exp\":4102444800}",
                "{\"sub\":\"a b\",\"exp\":4102444800}",
                "{\"sub\":\"a\\u0000b\",\"exp\":4102444800}",
                "{\"sub\":\"a\\u200bb\",\"exp\":4102444800}",
                "{\"sub\":\"a\\ud800\",\"exp\":4102444800}",
                "{\"sub\":4.2,\"exp\":4102444800}",
                "{\"sub\":-4,\"exp\":4102444800}",
                "{\"sub\":18446744073709551617,\"exp\":4102444800}",
                "{\"sub\":[\"u-1\"],\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"nbf\":\"soon\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"email\":5,\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"email\":[\"a@b.c\"],\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"email\":\"a@b.c\\u0000\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"email\":\"a @b.c\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"email\":\"nic\\u212a@b.c\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"sub\":\"u-2\",\"exp\":4102444800}",
                "{\"sub\":\"u-1\",\"exp\":4102444800,\"x\":{\"a\":1,\"a\":2}}",
            })
    void claimsOutOfShapeMakeTheTokenInvalid(String claims) {
        assertThat(verifier.verify(SIGNER.token(claims))).isInstanceOf(Invalid.class);
        assertThat(verifier.verifyWithoutSkew(SIGNER.token(claims))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "128, true", "129, false", "5000, false"})
    void subjectHasAtMost128Characters(int length, boolean valid) {
        assertThat(verify("\"sub\":\"%s\",\"exp\":4102444800".formatted("é".repeat(length))) instanceof Valid)
                .isEqualTo(valid);
    }

    /// What decides nothing turns nobody away.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iat\":\"2026-11-22\"",
                "\"iat\":{}",
                "\"iat\":1795341600000",
                "\"iat\":1795341600.123",
                "\"locale\":5,\"address\":\"x\",\"zoneinfo\":\"nowhere\",\"birthdate\":[]",
                "\"phone_number\":{},\"first_name\":7,\"name\":[]",
                "\"bad\":\"\\ud800\"",
            })
    void optionalClaimThatCannotBeReadTurnsNobodyAway(String claims) {
        Caller caller = caller(claims);

        assertThat(caller.userId()).isEqualTo("u-1");
        assertThat(caller.displayName()).isNull();
    }

    @ParameterizedTest(name = "{0} with {1} is an admin: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "admin | \"admin\" | true",
                "admin | \"super_admin\" | false",
                "admin | \"Admin\" | false",
                "admin | \"ADMIN\" | false",
                "admin | \" admin\" | false",
                "admin | \"authenticated\" | false",
                "admin | \"user\" | false",
                "admin | \"\" | false",
                "admin | [\"admin\"] | false",
                "admin | {\"admin\":true} | false",
                "admin | 1 | false",
                "admin | true | false",
                "admin | null | false",
                "super_admin,support | \"super_admin\" | true",
                "super_admin,support | \"support\" | true",
                "super_admin,support | \"admin\" | false",
                "super_admin,support | \"super_admin,support\" | false",
            })
    void rolesOfTheSettingAreAdminsAndEveryOtherIsAUser(String adminRoles, String role, boolean admin) {
        TokenVerifier verifier = TokenVerifier.create(
                new TokenSettings(SECRET, null, null, null, new AdminRoles(Set.of(adminRoles.split(",", -1)))),
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(verifier.verify(SIGNER.token("{\"sub\":\"u-1\",\"exp\":4102444800,\"role\":" + role + "}")))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.caller().isAdmin()).isEqualTo(admin));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"6F9619FF-8B86-D011-B42D-00C04FC964FF\" | 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "\"6F9619FF8B86D011B42D00C04FC964FF\" | 6F9619FF8B86D011B42D00C04FC964FF",
                "\"ckL9xQ2Fz0000Abc\" | ckL9xQ2Fz0000Abc",
                "42 | 42",
                "9007199254740991 | 9007199254740991",
            })
    void subjectIsOneIdHoweverItIsWritten(String subject, String id) {
        Verification verification = verify("\"exp\":4102444800,\"sub\":" + subject);

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.caller().userId()).isEqualTo(id));
    }

    @ParameterizedTest(name = "{0} is valid: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"iss\":\"https://id\",\"aud\":\"support\" | true",
                "\"iss\":\"https://id\",\"aud\":[\"other\",\"support\"] | true",
                "\"iss\":\"https://id\",\"aud\":[\"other\"] | false",
                "\"iss\":\"https://id\",\"aud\":[] | false",
                "\"iss\":\"https://id\",\"aud\":[7,null] | false",
                "\"iss\":\"https://id\",\"aud\":\"supports\" | false",
                "\"iss\":\"https://id\",\"aud\":{\"support\":1} | false",
                "\"iss\":\"https://id\" | false",
                "\"iss\":\"https://id/\",\"aud\":\"support\" | false",
                "\"iss\":[\"https://id\"],\"aud\":\"support\" | false",
                "\"aud\":\"support\" | false",
            })
    void issuerAndAudienceCountOnceTheyAreSet(String claims, boolean valid) {
        String token = SIGNER.token("{\"sub\":\"u-1\",\"exp\":4102444800," + claims + "}");

        assertThat(verifier("https://id", "support").verify(token) instanceof Valid)
                .isEqualTo(valid);
        assertThat(verifier.verify(token)).isInstanceOf(Valid.class);
    }

    @Test
    void withoutAnyKeyThereIsNoVerifier() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenVerifier.create(new TokenSettings(" ", null, null, null), Clock.systemUTC()))
                .withMessageContaining("jwt.hs256-secret");
    }

    @Test
    void weakSecretStopsTheStartWithoutBeingTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenVerifier.create(new TokenSettings("short", null, null, null), Clock.systemUTC()))
                .withMessageContaining("jwt.hs256-secret")
                .withMessageNotContaining("short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/keys", "/jwks", "ftp://id/jwks", "http:jwks"})
    void onlyHttpAddressesServeKeys(String address) {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenVerifier.create(
                        new TokenSettings(null, URI.create(address), null, null), Clock.systemUTC()))
                .withMessageContaining("jwt.jwks-url");
    }

    @Test
    void settingsDoNotPrintTheSecret() {
        assertThat(new TokenSettings(SECRET, null, "i", "a").toString()).doesNotContain(SECRET);
    }

    private Verification verify(String claims) {
        return verifier.verify(SIGNER.token("{" + claims + "}"));
    }

    private Caller caller(String claims) {
        Verification verification = verify("\"sub\":\"u-1\",\"exp\":4102444800," + claims);
        assertThat(verification).isInstanceOf(Valid.class);
        return ((Valid) verification).caller();
    }

    private static TokenVerifier verifier(@Nullable String issuer, @Nullable String audience) {
        return TokenVerifier.create(
                new TokenSettings(SECRET, null, issuer, audience), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
