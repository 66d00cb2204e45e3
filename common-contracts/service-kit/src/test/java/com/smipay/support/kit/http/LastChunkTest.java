package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LastChunkTest {
    private final LastChunk last = new LastChunk();

    @Test
    void theEndIsSeenInOnePiece() {
        assertThat(see("5\r\nhello\r\n0\r\n\r\n")).isTrue();
    }

    @Test
    void theEndIsSeenInManyPieces() {
        assertThat(see("hello\r")).isFalse();
        assertThat(see("\n0\r\n")).isFalse();
        assertThat(see("\r")).isFalse();
        assertThat(see("\n")).isTrue();
    }

    @Test
    void aSizeThatEndsInZeroIsNoEnd() {
        assertThat(see("hello\r\n10\r\n\r\n")).isFalse();
    }

    private boolean see(String next) {
        return last.endsWith(next.getBytes(StandardCharsets.US_ASCII));
    }
}
