package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LookoutTest {
    private final Circuit circuit = new Circuit(new CallSettings(Duration.ofMillis(500), 8, 1, Duration.ofSeconds(1)));

    @Test
    void aLookThatThrowsIsNotTheLast() {
        circuit.failed();
        AtomicInteger looks = new AtomicInteger();
        Lookout lookout = new Lookout(circuit, Duration.ofMillis(1), () -> {
            int count = looks.incrementAndGet();
            if (count == 1) {
                throw new LinkageError();
            }
            if (count == 2) {
                throw new IllegalStateException();
            }
            return circuit.succeeded();
        });

        lookout.run();

        assertThat(looks).hasValue(3);
        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void whatIsClosedLooksNoMore() {
        circuit.failed();
        Lookout lookout = new Lookout(circuit, Duration.ofMillis(1), () -> {
            throw new AssertionError("Nobody looks any more");
        });
        lookout.close();

        lookout.run();

        assertThat(circuit.isOpen()).isTrue();
    }
}
