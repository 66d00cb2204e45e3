package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.smipay.support.testkit.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The short form of `deploy/fuzz`: known frames and addresses, and a fixed number of changes to each.
class SocketGuardFuzzTest {
    static Stream<String> seeds() {
        return Stream.of(
                "40/support,{\"token\":\"abc\"}",
                "40",
                "42/support,17[\"join_ticket\",{\"ticket_id\":\"019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12\"}]",
                "452-/support,3[\"x\",{\"_placeholder\":true,\"num\":0}]",
                "43/support,5[{}]",
                "41/support,",
                "3",
                "[\"typing\",{\"ticket_id\":\"x\"}]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1e999999999]",
                "/socket.io/?EIO=4&transport=websocket",
                "/socket.io/?EIO=4&transport=websocket&sid=%00%zz",
                "/asyncapi");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingThatIsMuchLikeItPassesOrThrows(String seed) {
        Mutations.of(seed.getBytes(StandardCharsets.UTF_8), 300)
                .forEach(input -> assertThatCode(() -> SocketGuardFuzz.fuzzerTestOneInput(input))
                        .as(new String(input, StandardCharsets.ISO_8859_1))
                        .doesNotThrowAnyException());
    }
}
