package com.smipay.support.servers.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// One secret, in one file that only its owner may read. Its text is the secret itself, without a line end.
public record SecretFile(Path path) {
    private static final SecureRandom RANDOM = new SecureRandom();
    /// 43 characters of base64url.
    private static final int BYTES = 32;

    /// The secret, made at random the first time; one that is there is never replaced.
    public String readOrCreate() throws IOException {
        if (!Files.exists(path)) {
            create();
        }
        return read();
    }

    public String read() throws IOException {
        return Files.readString(path).strip();
    }

    private void create() throws IOException {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Path directory = path.toAbsolutePath().getParent();
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Whole or not at all: a secret that was cut short by a crash would be believed for ever.
        Path unfinished = Files.createTempFile(
                directory,
                ".secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(unfinished, secret.getBytes(StandardCharsets.US_ASCII));
            Files.createLink(path, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first: theirs counts.
            return;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
