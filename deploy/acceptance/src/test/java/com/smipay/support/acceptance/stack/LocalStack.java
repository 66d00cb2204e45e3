package com.smipay.support.acceptance.stack;

import com.smipay.support.local.home.Checkout;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.process.FreePorts;
import com.smipay.support.local.process.LogFile;
import com.smipay.support.local.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The stack of this run, under `target/stacks`. It ends with this JVM, however that ends. Where
/// `SUPPORT_ACCEPTANCE_HOME` names the home of a stack that runs already (with the settings below), that one is used
/// and
/// left running: for whoever writes tests.
public final class LocalStack {
    /// The dashboard's origin, which the services are told to trust.
    public static final String DASHBOARD = "https://dashboard.example.com";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final class Shared {
        static final LocalStack STACK = start();
    }

    private final StackHome home;
    private final int port;

    private LocalStack(StackHome home, int port) {
        this.home = home;
        this.port = port;
    }

    /// Starts it at the first call; the others get the same.
    public static LocalStack running() {
        return Shared.STACK;
    }

    private static LocalStack start() {
        String running = System.getenv("SUPPORT_ACCEPTANCE_HOME");
        if (running != null && !running.isBlank()) {
            StackHome home = new StackHome(Path.of(running));
            return new LocalStack(home, gatewayPort(home));
        }
        try {
            StackHome home = new StackHome(Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "stacks").toAbsolutePath()), "run-"));
            LocalStack stack = new LocalStack(home, FreePorts.any());
            stack.launch();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int gatewayPort(StackHome home) {
        return URI.create(
                        String.valueOf(state(home).part("gateway").orElseThrow().publicUrl()))
                .getPort();
    }

    private void launch() throws IOException {
        Path jar = Checkout.find().root().resolve(Path.of("deploy", "local", "target", "local-stack.jar"));
        LogFile output = new LogFile(home.log("up"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "up",
                "--end-with",
                Long.toString(ProcessHandle.current().pid()));
        builder.environment()
                .putAll(Map.of(
                        "SUPPORT_HOME",
                        home.directory().toString(),
                        "SUPPORT_PORT",
                        Integer.toString(port),
                        "SUPPORT_REALTIME_INSTANCES",
                        "2",
                        "SUPPORT_RATE_LIMIT",
                        "0",
                        "CORS_ORIGINS",
                        DASHBOARD));
        Process up = builder.redirectErrorStream(true)
                .redirectOutput(output.redirect())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(up), "stop-stack"));
        Waiting.until(START_LIMIT, () -> !up.isAlive() || output.since(0).contains("ready http"));
        if (!output.since(0).contains("ready http")) {
            throw new IllegalStateException("The stack does not start:\n" + output.tail(40));
        }
    }

    private static void stop(Process up) {
        try {
            Waiting.stop(up.toHandle(), STOP_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one public address.
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String secret(Secret secret) {
        try {
            return home.secret(secret).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Part> parts() {
        return state(home).parts();
    }

    /// @param name as `deploy/status` prints it, for example `ticket-service`
    public StackPart part(String name) {
        return new StackPart(this, name);
    }

    /// The public address of a process behind the gateway, for what must reach that very one.
    public URI publicUrl(String name) {
        return URI.create(String.valueOf(recorded(name).publicUrl()));
    }

    public URI internalUrl(String name) {
        return URI.create(String.valueOf(recorded(name).internalUrl()));
    }

    /// As the services and the stack reach Kafka.
    public String kafka() {
        return String.valueOf(recorded("kafka").internalUrl());
    }

    /// Where its state and secrets are, for the commands beside `deploy/up`.
    public Path home() {
        return home.directory();
    }

    /// Everything that the processes have written.
    public Path logs() {
        return home.directory().resolve("logs");
    }

    Part recorded(String name) {
        return state(home).part(name).orElseThrow(() -> new IllegalArgumentException("This stack has no " + name));
    }

    private static StackState state(StackHome home) {
        try {
            return StackState.read(home.state()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
