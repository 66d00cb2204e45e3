package com.smipay.support.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeviceProofTest {
    private static final String KEY = "kR7v0mQe2Zp9XcT4uWyB6hLs8NdJ1fGa";
    private static final UUID TICKET = UUID.fromString("01936f5e-0000-7000-8000-000000000001");

    private final DeviceProof proofs = new DeviceProof(KEY);

    /// Computed with `openssl dgst -sha256 -hmac`.
    @Test
    void isTheHexHmacOfTicketAndDevice() {
        assertThat(proofs.sign(TICKET, "device-0001"))
                .isEqualTo("4a4aff59026b29de9660058cc3f2eafbb8d81efc3515deaefb6a3e23234f000d");
    }

    @Test
    void everyServiceWithTheKeyKnowsTheDevice() {
        String proof = proofs.sign(TICKET, "device-0001");

        assertThat(new DeviceProof(KEY).matches(proof, TICKET, "device-0001")).isTrue();
    }

    @Test
    void nothingElseMatches() {
        String proof = proofs.sign(TICKET, "device-0001");

        assertThat(proofs.matches(proof, TICKET, "device-0002")).isFalse();
        assertThat(proofs.matches(proof, UUID.fromString("01936f5e-0000-7000-8000-000000000002"), "device-0001"))
                .isFalse();
        assertThat(proofs.matches(proof.substring(1), TICKET, "device-0001")).isFalse();
        assertThat(proofs.matches("", TICKET, "")).isFalse();
        assertThat(proofs.matches(null, TICKET, "device-0001")).isFalse();
        assertThat(new DeviceProof("Another-Secret-0123456789-qwertyu").matches(proof, TICKET, "device-0001"))
                .isFalse();
    }

    @Test
    void whileKeysAreChangedProofsOfBothCountAndNewOnesAreOfTheFirst() {
        DeviceProof changing = new DeviceProof("Another-Secret-0123456789-qwertyu", KEY);

        assertThat(changing.matches(proofs.sign(TICKET, "device-0001"), TICKET, "device-0001"))
                .isTrue();
        assertThat(changing.matches(proofs.sign(TICKET, "device-0001"), TICKET, "device-0002"))
                .isFalse();
        assertThat(changing.sign(TICKET, "device-0001"))
                .isEqualTo(new DeviceProof("Another-Secret-0123456789-qwertyu").sign(TICKET, "device-0001"));
    }

    @Test
    void weakKeyStopsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new DeviceProof("short"))
                .withMessageContaining("guest.proof-key");
    }

    @Test
    void keyIsNotPrinted() {
        assertThat(proofs.toString()).doesNotContain(KEY);
    }
}
