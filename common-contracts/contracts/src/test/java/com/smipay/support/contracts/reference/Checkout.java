package com.smipay.support.contracts.reference;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The files of the repository that people write.
///
/// @param root the folder that holds all modules
record Checkout(Path root) {
    private static final Set<String> MADE_BY_MACHINES =
            Set.of("target", "node_modules", ".git", ".local", ".idea", ".vscode", "package-lock.json");
    private static final long LARGEST = 1_000_000;

    static Checkout find() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(Path.of("deploy", "up")))) {
            folder = Objects.requireNonNull(folder.getParent(), "the folder that holds deploy/up");
        }
        return new Checkout(folder);
    }

    Path docs() {
        return root.resolve(Path.of("common-contracts", "docs"));
    }

    Path adr() {
        return root.resolve(Path.of("common-contracts", "adr"));
    }

    String nameOf(Path file) {
        return root.relativize(file).toString();
    }

    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isMade(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() < LARGEST && !isMade(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isMade(Path path) {
        return MADE_BY_MACHINES.contains(path.getFileName().toString());
    }

    /// Empty for what is no text.
    static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
