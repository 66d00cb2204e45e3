package com.smipay.support.acceptance.stack;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackView;
import com.smipay.support.testkit.TraceCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stack of this run, under `target/stacks`. It ends with this JVM, however that ends. Where
/// `SUPPORT_ACCEPTANCE_HOME` names the home of a stack that runs already (with the settings below), that one is used
/// and left running: for whoever writes tests.
public final class LocalStack extends StackView {
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

    private final @Nullable TraceCollector traces;

    private LocalStack(StackHome home, URI gateway, @Nullable TraceCollector traces) {
        super(home, gateway);
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
            String gateway = new StackPart(home, "gateway").recorded().publicUrl();
            return new LocalStack(home, URI.create(String.valueOf(gateway)), null);
        }
        try {
            StackHome home = new StackHome(Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "stacks").toAbsolutePath()), "run-"));
            TraceCollector traces = TraceCollector.start();
            Map<String, String> settings = new HashMap<>(SETTINGS);
            settings.put("TRACING_OTLP_ENDPOINT", traces.address().toString());
            return new LocalStack(home, OwnStack.start(home, settings).gateway(), traces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whom the services tell their traces, those that a caller wants sampled; empty where the stack ran already.
    public Optional<TraceCollector> traces() {
        return Optional.ofNullable(traces);
    }
}
