package com.smipay.support.local.home;

import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.files.SecretFile;
import com.smipay.support.servers.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directory of one stack.
public record StackHome(Path directory) {
    private static final List<String> OWN =
            List.of("postgres", "pgbouncer", "kafka", "logs", "secrets", "held", "checkouts", "stack.json");

    public StackHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /// `SUPPORT_HOME`, else `.local` in the checkout.
    public static StackHome from(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("SUPPORT_HOME"))
                .filter(text -> !text.isBlank())
                .map(text -> new StackHome(Path.of(text)))
                .orElseGet(() -> new StackHome(Checkout.find().root().resolve(".local")));
    }

    public Path postgres() {
        return directory.resolve("postgres");
    }

    public Path pgBouncer() {
        return directory.resolve("pgbouncer");
    }

    public Path kafka() {
        return directory.resolve("kafka");
    }

    public Path log(String process) {
        return directory.resolve("logs").resolve(process + ".log");
    }

    public SecretFile secret(Secret secret) {
        return new SecretFile(directory.resolve("secrets").resolve(secret.fileName()));
    }

    /// Held by the supervisor for as long as it runs.
    public Path lock() {
        return directory.resolve("lock");
    }

    /// While it is there, the process of that name is not started.
    public Path held(String process) {
        return directory.resolve("held").resolve(process);
    }

    /// Names the checkout that the process of that name is started from next, where it is another one than that of its
    /// neighbours.
    public Path checkout(String process) {
        return directory.resolve("checkouts").resolve(process);
    }

    public Path state() {
        return directory.resolve("stack.json");
    }

    /// Makes every secret that is missing.
    public void createSecrets() throws IOException {
        for (Secret secret : Secret.values()) {
            secret(secret).readOrCreate();
        }
    }

    /// Deletes what a stack keeps, and nothing else that may lie in the same directory.
    public void empty() throws IOException {
        for (String name : OWN) {
            Path path = directory.resolve(name);
            if (Files.isRegularFile(path)) {
                Files.delete(path);
            } else {
                Trees.delete(path);
            }
        }
    }
}
