package com.smipay.support.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    private static final Instant BUILT = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void programWithoutCacheStartsWithoutOne() throws IOException {
        assertThat(command(jar(BUILT))).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    @Test
    void cacheOfTheJarIsUsed() throws IOException {
        Path jar = jar(BUILT);
        Path cache = file("service.aot", BUILT.plusSeconds(9));

        assertThat(command(jar)).contains("-XX:AOTCache=" + cache);
    }

    /// Java would look into it, find another jar, and complain.
    @Test
    void cacheOfAnEarlierJarIsLeftAlone() throws IOException {
        Path jar = jar(BUILT);
        file("service.aot", BUILT.minusSeconds(9));

        assertThat(command(jar)).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    /// Java would take the classes of the library that was replaced.
    @Test
    void cacheOfAnEarlierLibraryIsLeftAlone() throws IOException {
        Path jar = jar(BUILT);
        file("service.aot", BUILT.plusSeconds(9));
        Files.createDirectory(directory.resolve("libs"));
        file("libs/kit.jar", BUILT.plusSeconds(60));

        assertThat(command(jar)).noneMatch(option -> option.startsWith("-XX:AOTCache"));
    }

    @Test
    void whoHasNoneHasMoreCarriersForThreadsThatWaitForClasses() throws IOException {
        Path jar = jar(BUILT);
        assertThat(command(jar)).containsAll(StartCache.NONE);

        file("service.aot", BUILT.plusSeconds(9));
        assertThat(command(jar)).doesNotContainAnyElementsOf(StartCache.NONE);
    }

    /// Main classes of one jar have different classes to start.
    @Test
    void anotherMainClassHasACacheOfItsOwn() throws IOException {
        Path jar = jar(BUILT);
        file("service.aot", BUILT.plusSeconds(9));
        Path cache = file("gateway.aot", BUILT.plusSeconds(9));

        assertThat(JavaProgram.ofJar(jar, "a.Main", "gateway", 64).command(List.of()))
                .contains("-XX:AOTCache=" + cache, "-cp", jar.toString(), "a.Main")
                .doesNotContain("-jar");
    }

    private static List<String> command(Path jar) {
        return JavaProgram.ofJar(jar, 64).command(List.of());
    }

    private Path jar(Instant time) throws IOException {
        return file("service.jar", time);
    }

    private Path file(String name, Instant time) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "");
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
