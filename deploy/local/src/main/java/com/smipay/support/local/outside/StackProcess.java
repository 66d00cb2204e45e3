package com.smipay.support.local.outside;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.JavaProgram;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The program behind `deploy/up`, run by this JVM. It ends with this JVM, however that ends.
public final class StackProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String READY = "ready http";
    private static final int WORDS = 40;

    private final Process up;

    private StackProcess(Process up) {
        this.up = up;
    }

    /// Returns when it is ready. What it prints goes into `up.log` in its home.
    ///
    /// @param settings as the environment of `deploy/up`
    /// @throws IllegalStateException with its own words, where it does not start
    public static StackProcess launch(StackHome home, int port, Map<String, String> settings) throws IOException {
        LogFile output = new LogFile(home.log("up"));
        long said = output.size();
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.redirect());
        builder.environment().putAll(settings);
        builder.environment().put("SUPPORT_HOME", home.directory().toString());
        builder.environment().put("SUPPORT_PORT", Integer.toString(port));
        StackProcess stack = new StackProcess(builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        Waiting.until(
                START_LIMIT, () -> !stack.up.isAlive() || output.since(said).contains(READY));
        if (!output.since(said).contains(READY)) {
            stack.close();
            throw new IllegalStateException("The stack does not start:\n" + output.tail(WORDS));
        }
        return stack;
    }

    private static List<String> command() {
        Path jar = Checkout.find().root().resolve(Path.of("deploy", "local", "target", "local-stack.jar"));
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-D" + JavaProgram.BRIEF + "=" + Boolean.getBoolean(JavaProgram.BRIEF),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "up",
                "--end-with",
                Long.toString(ProcessHandle.current().pid())));
    }

    /// Stops all of it in order.
    @Override
    public void close() {
        try {
            Waiting.stop(up.toHandle(), STOP_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
