package com.smipay.support.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
    @TempDir
    Path directory;

    @Test
    void everySecretIsMadeOnceLongAndForItsOwnerOnly() throws Exception {
        StackHome home = new StackHome(directory);
        home.createSecrets();
        List<String> first = contents(home);
        home.createSecrets();
        assertThat(contents(home)).isEqualTo(first).doesNotHaveDuplicates();
        assertThat(first).allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
        try (Stream<Path> files = Files.list(directory.resolve("secrets"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "jwt-hs256", "service-key", "guest-proof-key", "postgres-password", "signing-key");
        }
        for (Secret secret : Secret.values()) {
            assertThat(Files.getPosixFilePermissions(home.secret(secret).path()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void emptyingDeletesWhatIsTheStacksAndNothingElse() throws Exception {
        StackHome home = new StackHome(directory);
        home.createSecrets();
        Files.createDirectories(home.postgres().resolve("cluster"));
        Files.writeString(home.state(), "{}");
        Path foreign = Files.writeString(directory.resolve("holiday-pictures"), "dear");
        home.empty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(foreign);
        }
    }

    private static List<String> contents(StackHome home) throws Exception {
        List<String> contents = new ArrayList<>();
        for (Secret secret : Secret.values()) {
            contents.add(home.secret(secret).read());
        }
        return contents;
    }
}
