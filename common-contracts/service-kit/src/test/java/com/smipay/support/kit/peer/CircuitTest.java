package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private final AtomicLong now = new AtomicLong();
    private final Circuit circuit =
            new Circuit(new CallSettings(Duration.ofMillis(500), 8, 3, Duration.ofSeconds(1)), now::get);

    @Test
    void itOpensAfterFailuresInARowAndSaysSoOnce() {
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.succeeded()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.allows()).isTrue();
        assertThat(circuit.failed()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.allows()).isFalse();
        assertThat(circuit.isOpen()).isTrue();
    }

    @Test
    void afterAWhileOneCallTries() {
        open();
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(circuit.allows()).isFalse();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(circuit.allows()).isTrue();
        assertThat(circuit.allows()).isFalse();
    }

    @Test
    void aTryThatFailsKeepsItOpen() {
        open();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(circuit.allows()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.allows()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(circuit.allows()).isTrue();
    }

    @Test
    void aTryThatSucceedsClosesIt() {
        open();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(circuit.allows()).isTrue();
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.allows()).isTrue();
        assertThat(circuit.failed()).isFalse();
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            circuit.failed();
        }
    }
}
