package com.smipay.support.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Inputs that are much like a known one, for the short forms of fuzzing: always the same ones, without any look at
/// what they reach. (`deploy/fuzz` looks.)
public final class Mutations {
    private static final int MOST_CHANGES = 4;

    /// Bytes that parsers stop at.
    private static final byte[] TELLING =
            "[]{}\",:\\/-+.eE0123456789 \u001E\u0000%&=?#".getBytes(StandardCharsets.US_ASCII);

    private Mutations() {}

    /// @return the seed itself, then `count` changed ones
    public static Stream<byte[]> of(byte[] seed, int count) {
        return Stream.concat(
                Stream.of(seed.clone()),
                IntStream.range(0, count).mapToObj(number -> changed(seed, new Random(number))));
    }

    private static byte[] changed(byte[] seed, Random random) {
        byte[] input = seed.clone();
        for (int i = 1 + random.nextInt(MOST_CHANGES); i > 0; i--) {
            input = change(input, random);
        }
        return input;
    }

    private static byte[] change(byte[] input, Random random) {
        int at = random.nextInt(input.length + 1);
        int end = Math.min(input.length, at + random.nextInt(8));
        byte[] middle = switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {TELLING[random.nextInt(TELLING.length)]};
            case 2 -> new byte[] {(byte) random.nextInt(256), (byte) random.nextInt(256)};
            case 3 -> repeated(Arrays.copyOfRange(input, at, end), 1 + random.nextInt(40));
            default -> Arrays.copyOfRange(input, 0, at);
        };
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(input, 0, at);
        changed.writeBytes(middle);
        changed.write(input, end, input.length - end);
        return changed.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(part);
        }
        return repeated.toByteArray();
    }
}
