package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fG",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abababababababababababababababababababab",
                "0123456789012345678901234567890123456789",
                "kR7v0mQe2Zp9XcT4kR7v0mQe2Zp9XcT4",
                "kR7v0mQe2Zp9XckR7v0mQe2Zp9XckR7v0mQe",
                "abcdefghijklmnopqrstuvwxyz0123456789",
                "9876543210zyxwvutsrqponmlkjihgfedcba",
                "Change-Me-please-3f9a7c1d5e8b2046",
                "my-password-is-very-long-and-strong-1",
                "                                ",
                "😀😀😀😀😀😀😀😀",
                "€€€€€€€€€€€",
            })
    void weakSecretIsRefusedAndNotTold(String secret) {
        assertThatIllegalStateException()
                .isThrownBy(() -> Secrets.requireStrong("some.setting", secret))
                .withMessageStartingWith("some.setting ")
                .satisfies(e -> assertThat(secret.isBlank()
                                || !String.valueOf(e.getMessage()).contains(secret))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa",
                "a-test-key-that-nobody-would-use-in-earnest",
                "correct horse battery staple and so on",
            })
    void longAndVariedSecretIsTaken(String secret) {
        assertThat(Secrets.requireStrong("some.setting", secret)).isEqualTo(secret);
    }

    @Test
    void randomSecretsAreTaken() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 16 : 32];
            random.nextBytes(bytes);
            Secrets.requireStrong("hex", HexFormat.of().formatHex(bytes));
            Secrets.requireStrong("base64", Base64.getEncoder().encodeToString(bytes) + "filled-up");
        }
    }
}
