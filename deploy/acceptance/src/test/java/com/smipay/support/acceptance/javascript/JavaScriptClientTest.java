package com.smipay.support.acceptance.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The contract's own snippets are JavaScript: this is the client that they are written for (`support-api.md`,
/// Socket.IO).
class JavaScriptClientTest {
    private static final Path FOLDER = Checkout.find().root().resolve(Path.of("deploy", "acceptance", "js"));

    @Test
    void javaScriptClientLivesATicketsWholeLife() throws IOException, InterruptedException {
        install();
        LocalStack stack = LocalStack.running();
        Person user = Person.user();
        Map<String, String> environment = Map.of(
                "SUPPORT_URL", stack.gateway().toString(),
                "USER_TOKEN", user.bearer(),
                "USER_EMAIL", user.email(),
                "ADMIN_TOKEN", Person.admin().bearer());
        run(List.of("node", "--test"), environment);
    }

    /// From the lock file, so always the same; skipped while what is there came from this very lock file.
    private static void install() throws IOException, InterruptedException {
        Path lock = FOLDER.resolve("package-lock.json");
        Path installed = FOLDER.resolve(Path.of("node_modules", ".installed-from"));
        if (Files.exists(installed) && Files.mismatch(lock, installed) == -1) {
            return;
        }
        run(List.of("npm", "ci", "--no-audit", "--no-fund"), Map.of());
        Files.copy(lock, installed);
    }

    private static void run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createDirectories(Path.of("target")).resolve(command.getFirst() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = start(builder);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
        assertThat(process.exitValue()).as(() -> command + ":\n" + read(output)).isZero();
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("Node 20 or newer is missing; the tests need it for the JavaScript client", e);
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "(no output)";
        }
    }
}
