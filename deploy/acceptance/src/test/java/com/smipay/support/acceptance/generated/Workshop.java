package com.smipay.support.acceptance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where clients are made: runs generators and compilers as their users do, as programs of their own.
final class Workshop {
    static final Path FOLDER = Checkout.find().root().resolve(Path.of("deploy", "acceptance", "clients"));
    static final Path MADE = Path.of("target", "clients").toAbsolutePath();

    private static final Path TOOLS = MADE.resolve("tools");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Workshop() {}

    /// From Maven Central, once.
    static void fetchTools() {
        if (!Files.exists(TOOLS.resolve("openapi-generator-cli-7.25.0.jar"))) {
            run(
                    FOLDER,
                    Map.of(),
                    List.of("mvn", "-B", "-q", "dependency:copy-dependencies", "-DoutputDirectory=" + TOOLS));
        }
    }

    /// What openapi-generator says while it makes a client.
    static String generate(String generator, Path document, Path into, String... options) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-jar",
                TOOLS.resolve("openapi-generator-cli-7.25.0.jar").toString(),
                "generate",
                "-i",
                document.toString(),
                "-g",
                generator,
                "-o",
                into.toString()));
        command.addAll(List.of(options));
        return run(MADE, Map.of(), command);
    }

    static void javac(Path out, List<Path> sources) {
        List<String> command =
                new ArrayList<>(List.of(JAVA + "c", "-nowarn", "-d", out.toString(), "-cp", libraries()));
        sources.forEach(source -> command.add(source.toString()));
        run(MADE, Map.of(), command);
    }

    static void kotlinc(Path out, Path sources, Path program) {
        run(
                MADE,
                Map.of(),
                List.of(
                        JAVA,
                        "-XX:+UseSerialGC",
                        "-cp",
                        jars("kotlin", "annotations"),
                        "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                        "-no-stdlib",
                        "-no-reflect",
                        "-nowarn",
                        "-jvm-target",
                        "17",
                        "-cp",
                        libraries(),
                        "-d",
                        out.toString(),
                        sources.toString(),
                        program.toString()));
    }

    static String java(Path classes, String main, Map<String, String> environment) {
        return run(MADE, environment, List.of(JAVA, "-cp", classes + ":" + libraries(), main));
    }

    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String libraries() {
        return files(TOOLS, ".jar").stream()
                .map(Path::toString)
                .filter(jar -> !jar.contains("openapi-generator") && !jar.contains("kotlin-compiler"))
                .collect(Collectors.joining(":"));
    }

    private static String jars(String... beginnings) {
        return files(TOOLS, ".jar").stream()
                .filter(jar -> Stream.of(beginnings)
                        .anyMatch(beginning -> jar.getFileName().toString().startsWith(beginning)))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /// @return what it wrote
    static String run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(MADE);
            Path output = Files.createTempFile(MADE, "output-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as("%s ends", command.getFirst())
                    .isTrue();
            String written = Files.readString(output);
            assertThat(process.exitValue()).as("%s: %s", command, written).isZero();
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
