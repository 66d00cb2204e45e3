package com.smipay.support.acceptance.stack;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.testkit.TraceCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stack of this run, under `target/stacks`. It ends with this JVM, however that ends. Where
/// `SUPPORT_ACCEPTANCE_HOME` names the home of a stack that runs already (with the settings below), that one is used
/// and left running: for whoever writes tests.
public final class LocalStack {
    /// The dashboard's origin, which the services are told to trust.
    public static final String DASHBOARD = "https://dashboard.example.com";

    /// Where the pages of a browser come from: the app's and the dashboard's, on this machine.
    public static final String APP_PAGES = "http://app.localhost";

    public static final String DASHBOARD_PAGES = "http://dashboard.localhost";

    private static final Map<String, String> SETTINGS = Map.of(
            "SUPPORT_REALTIME_INSTANCES", "2",
            "SUPPORT_RATE_LIMIT", "0",
            // Only what a test wants to be traced is.
            "TRACING_SAMPLE_RATIO", "0",
            "CORS_ORIGINS", String.join(",", DASHBOARD, APP_PAGES, DASHBOARD_PAGES));

    private static final class Shared {
        static final LocalStack STACK = start();
    }

    private final StackHome home;
    private final int port;
    private final @Nullable TraceCollector traces;

    private LocalStack(StackHome home, int port, @Nullable TraceCollector traces) {
        this.home = home;
        this.port = port;
        this.traces = traces;
    }

    /// Starts it at the first call; the others get the same.
    public static LocalStack running() {
        return Shared.STACK;
    }

    private static LocalStack start() {
        String running = System.getenv("SUPPORT_ACCEPTANCE_HOME");
        if (running != null && !running.isBlank()) {
            StackHome home = new StackHome(Path.of(running));
            return new LocalStack(home, gatewayPort(home), null);
        }
        try {
            StackHome home = new StackHome(Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "stacks").toAbsolutePath()), "run-"));
            TraceCollector traces = TraceCollector.start();
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("TRACING_OTLP_ENDPOINT", traces.address().toString());
            return new LocalStack(home, OwnStack.start(home, settings).port(), traces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int gatewayPort(StackHome home) {
        return URI.create(
                        String.valueOf(state(home).part("gateway").orElseThrow().publicUrl()))
                .getPort();
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
        return new StackPart(home, name);
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

    /// Whom the services tell their traces, those that a caller wants sampled; empty where the stack ran already.
    public Optional<TraceCollector> traces() {
        return Optional.ofNullable(traces);
    }

    /// Everything that the processes have written.
    public Path logs() {
        return home.directory().resolve("logs");
    }

    private Part recorded(String name) {
        return part(name).recorded();
    }

    private static StackState state(StackHome home) {
        try {
            return StackState.read(home.state()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
