package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCredentialTest {
    private static final String KEY = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";

    private static final String OTHER = "Another-Secret-0123456789-qwertyu";

    private final ServiceCredential credential = new ServiceCredential(KEY);

    @Test
    void matchesWhatItsPeerSends() {
        assertThat(credential.matches(new ServiceCredential(KEY).headerValue())).isTrue();
        assertThat(credential.headerValue()).isEqualTo("Bearer " + KEY);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                KEY,
                "Basic " + KEY,
                "Bearer " + KEY + "x",
                "Bearer " + KEY + " ",
                "Bearer kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGb",
                "Bearer \u0000"
            })
    void matchesNothingElse(@Nullable String authorization) {
        assertThat(credential.matches(authorization)).isFalse();
    }

    @Test
    void whileKeysAreChangedBothCountAndTheFirstIsSent() {
        ServiceCredential changing = new ServiceCredential(OTHER, KEY);

        assertThat(changing.matches("Bearer " + KEY)).isTrue();
        assertThat(changing.matches("Bearer " + OTHER)).isTrue();
        assertThat(changing.matches("Bearer " + KEY + OTHER)).isFalse();
        assertThat(changing.headerValue()).isEqualTo("Bearer " + OTHER);
        assertThatIllegalStateException()
                .isThrownBy(() -> new ServiceCredential(KEY, "short"))
                .withMessageContaining("internal.service-key-second");
    }

    @Test
    void weakKeyStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ServiceCredential("short"))
                .withMessageContaining("internal.service-key");
    }

    @Test
    void keyIsNotPrinted() {
        assertThat(credential.toString()).doesNotContain(KEY);
    }
}
