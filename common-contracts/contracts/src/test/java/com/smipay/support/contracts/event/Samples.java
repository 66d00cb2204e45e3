package com.smipay.support.contracts.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The samples of everything that was ever released. Files may be added; none may be changed or taken away.
final class Samples {
    private Samples() {}

    /// @param kind the event's name, or the identity topic
    /// @param name what it shows
    record Sample(String kind, String name, String json) {
        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    static List<Sample> all() {
        URL folder = Objects.requireNonNull(Samples.class.getResource("/samples"), "samples");
        try (Stream<Path> files = Files.walk(Path.of(folder.toURI()))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Samples::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Sample> ofEvents() {
        return all().stream()
                .filter(sample -> !sample.kind().startsWith("identity."))
                .toList();
    }

    private static Sample read(Path file) {
        try {
            return new Sample(
                    String.valueOf(Objects.requireNonNull(file.getParent()).getFileName()),
                    String.valueOf(file.getFileName()),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
