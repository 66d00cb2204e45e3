package com.smipay.support.servers.files;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The source tree with what was built in it.
public record Checkout(Path root) {
    private static final Path LANDMARK = Path.of("common-contracts", "servers", "broker", "pom.xml");

    /// Found upwards from these classes, or else from the working directory, where they come as a library.
    ///
    /// @throws IllegalStateException outside of a checkout
    public static Checkout find() {
        return Stream.of(codeSource(), Optional.of(Path.of("").toAbsolutePath()))
                .flatMap(Optional::stream)
                .flatMap(start -> Stream.iterate(start, Checkout::hasPlace, Path::getParent))
                .filter(directory -> Files.exists(directory.resolve(LANDMARK)))
                .findFirst()
                .map(Checkout::new)
                .orElseThrow(() -> new IllegalStateException(
                        "No checkout with " + LANDMARK + " above " + Path.of("").toAbsolutePath()));
    }

    private static boolean hasPlace(@Nullable Path directory) {
        return directory != null;
    }

    private static Optional<Path> codeSource() {
        CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class path entry that is no address: " + source.getLocation(), e);
        }
    }
}
