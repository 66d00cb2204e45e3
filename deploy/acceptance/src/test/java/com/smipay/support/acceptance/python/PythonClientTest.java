package com.smipay.support.acceptance.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Debian's `python3-socketio`, sync and async (`decisions.md` 25). Skipped, and said so, where it is neither installed
/// nor can be: on a machine that is no Debian, or without the right to install.
class PythonClientTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final List<String> PACKAGES =
            List.of("python3-socketio", "python3-aiohttp", "python3-websocket", "python3-requests");
    private static final Path SCRIPT =
            Checkout.find().root().resolve(Path.of("deploy", "acceptance", "python", "sockets.py"));

    @Test
    void thePythonClientsAreServed() throws Exception {
        assumeTrue(isThere() || isInstalledNow(), "python3-socketio is not here and can't be installed: skipped");
        LocalStack stack = LocalStack.running();

        Run run = run(
                List.of(PYTHON, SCRIPT.toString()),
                Map.of(
                        "SUPPORT_URL", stack.gateway().toString(),
                        "USER_TOKEN", Person.user().bearer()),
                90);

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("served");
    }

    private static boolean isThere() throws Exception {
        return Files.isExecutable(Path.of(PYTHON))
                && run(List.of(PYTHON, "-c", "import socketio, aiohttp, websocket, requests"), Map.of(), 30)
                                .exit()
                        == 0;
    }

    private static boolean isInstalledNow() throws Exception {
        Path apt = Path.of("/usr/bin/apt-get");
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(apt)) {
            return false;
        }
        List<String> install = new ArrayList<>(List.of(apt.toString(), "install", "-y", "--no-install-recommends"));
        install.addAll(PACKAGES);
        return run(install, Map.of("DEBIAN_FRONTEND", "noninteractive"), 90).exit() == 0 && isThere();
    }

    private record Run(int exit, String output) {}

    private static Run run(List<String> command, Map<String, String> environment, int seconds)
            throws IOException, InterruptedException {
        Path output = Files.createDirectories(Path.of("target")).resolve("python.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Run(-1, "no end within " + seconds + " s:\n" + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }
}
