package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `decisions.md` 48: the shapes that a dashboard reads, and nothing else.
class AccountFactsTest {
    private static final Map<String, Function<JsonNode, ? extends @Nullable JsonNode>> FACTS = Map.of(
            "wallet", AccountFacts::wallet,
            "tier", AccountFacts::tier,
            "kyc", AccountFacts::kycVerification,
            "image", AccountFacts::profileImage);

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wallet | {\"current_balance\":50000.5,\"id\":7}              | {\"current_balance\":50000.5}",
                "wallet | {\"current_balance\":\"50000.00\"}                 | {\"current_balance\":50000.00}",
                "wallet | {\"current_balance\":null}                         | null",
                "wallet | {\"current_balance\":\"much\"}                     | null",
                "wallet | {\"current_balance\":1e400}                        | null",
                "wallet | {\"currency\":\"NGN\",\"balance\":\"50000.00\"}    | null",
                "wallet | 50000                                              | null",
                "tier   | {\"tier\":\"TIER_2\",\"name\":\"Gold\",\"limit\":1} | {\"tier\":\"TIER_2\",\"name\":\"Gold\"}",
                "tier   | {\"tier\":2,\"name\":\"Gold\"}                    | {\"tier\":\"2\",\"name\":\"Gold\"}",
                "tier   | {\"name\":\"Gold\"}                                | {\"tier\":\"Gold\",\"name\":\"Gold\"}",
                "tier   | {\"tier\":\"TIER_2\",\"name\":null}                | {\"tier\":\"TIER_2\",\"name\":\"TIER_2\"}",
                "tier   | \"TIER_2\"                                         | null",
                "tier   | {\"tier\":{}}                                      | null",
                "kyc    | {\"is_verified\":true,\"status\":\"approved\",\"bvn\":1} | {\"is_verified\":true,\"status\":\"approved\"}",
                "kyc    | {\"status\":\"pending\"}                           | {\"is_verified\":false,\"status\":\"pending\"}",
                "kyc    | {\"is_verified\":true}                             | {\"is_verified\":true,\"status\":\"unknown\"}",
                "kyc    | {\"is_verified\":\"yes\"}                          | null",
                "kyc    | []                                                 | null",
                "image  | {\"secure_url\":\"https://x/a.png\",\"id\":\"a\"}   | {\"secure_url\":\"https://x/a.png\"}",
                "image  | \"https://x/a.png\"                                | {\"secure_url\":\"https://x/a.png\"}",
                "image  | {\"url\":\"https://x/a.png\"}                      | null",
            })
    void whatComesInAnotherShapeIsDropped(String fact, String told, String kept) throws IOException {
        JsonNode shaped = shape(fact, Json.mapper().readTree(told));

        assertThat(String.valueOf(shaped)).isEqualTo(kept);
        assertThat(shaped == null ? null : shape(fact, shaped))
                .as("the same again")
                .isEqualTo(shaped);
    }

    @Test
    void anAccountsStatusIsNeverNull() {
        assertThat(AccountFacts.accountStatus(null)).isEqualTo("unknown");
        assertThat(AccountFacts.accountStatus(" ")).isEqualTo("unknown");
        assertThat(AccountFacts.accountStatus("active")).isEqualTo("active");
    }

    @Test
    void aDeviceAlwaysHasAPlatform() throws IOException {
        JsonNode ios = Json.mapper().readTree("{\"platform\":\"iOS\",\"os_name\":\"x\"}");

        assertThat(DeviceFacts.withPlatform(null)).hasToString("{\"platform\":\"unknown\"}");
        assertThat(DeviceFacts.withPlatform(Json.mapper().readTree("{\"platform\":null}")))
                .hasToString("{\"platform\":\"unknown\"}");
        assertThat(DeviceFacts.withPlatform(ios)).isEqualTo(ios);
    }

    private static @Nullable JsonNode shape(String fact, JsonNode told) {
        return Objects.requireNonNull(FACTS.get(fact)).apply(told);
    }
}
