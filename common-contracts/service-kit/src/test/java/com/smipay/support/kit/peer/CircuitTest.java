package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private final Circuit circuit = new Circuit(new CallSettings(Duration.ofMillis(500), 8, 3, Duration.ofSeconds(1)));

    @Test
    void itOpensAfterFailuresInARowAndSaysSoOnce() {
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.succeeded()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void oneCallTriesAfterALookThatWasAnswered() {
        open();
        circuit.looked(false);
        assertThat(circuit.admits()).isFalse();
        circuit.looked(true);
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void noCallTriesWhatALaterLookDidNotFind() {
        open();
        circuit.looked(true);
        circuit.looked(false);
        assertThat(circuit.admits()).isFalse();
    }

    @Test
    void aTryThatFailsKeepsItOpen() {
        open();
        circuit.looked(true);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.admits()).isFalse();
        circuit.looked(true);
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void aTryThatSucceedsClosesIt() {
        open();
        circuit.looked(true);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).isFalse();
    }

    @Test
    void aLookOfBeforeIsNoWordOnAReplicaThatFailedAgain() {
        open();
        circuit.looked(true);
        circuit.succeeded();
        open();
        assertThat(circuit.admits()).isFalse();
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            circuit.failed();
        }
    }
}
