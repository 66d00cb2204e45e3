package com.smipay.support.local.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/// The checks that an operator runs by hand, run by the build too. Where a program is missing, each says by its exit
/// code that it could not look; then nothing is shown here either, and a line says so.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ChecksTest {
    private static final int COULD_NOT_LOOK = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"k8s/check", "observability/check"})
    void findsNoFault(String check) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Path.of("..", check).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            int code = process.waitFor();
            String said = Files.readString(output);
            if (code == COULD_NOT_LOOK) {
                String words = "SKIPPED: deploy/" + check + ": " + said.strip();
                System.err.println(words);
                throw new TestAbortedException(words);
            }
            assertThat(code).as(said).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
