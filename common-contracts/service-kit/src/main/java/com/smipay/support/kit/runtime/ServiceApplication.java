package com.smipay.support.kit.runtime;

import ch.qos.logback.classic.Level;
import com.smipay.support.kit.config.ServiceConfig;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.telemetry.Tracing;
import com.smipay.support.kit.threads.BackgroundThreads;
import io.helidon.config.Config;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import io.helidon.webserver.WebServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// A service as a process. Every service starts and stops in one order, whatever it is made of. Start: what works
/// in the background, then the listeners, then what may have to wait for somebody that is away. So a service
/// listens, and says that it is not ready, whoever is missing. Stop: not ready, so that nobody sends more; serve on
/// for a while; the listeners; then the parts, the one that was made last first. A part that fails to stop does not
/// keep the others from it.
public final class ServiceApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceApplication.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /// Stops a part.
    @FunctionalInterface
    public interface Stop {
        void run() throws Exception;
    }

    private record Part(String name, Stop stop) {}

    private final String name;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<Runnable> background = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Listener external;
    private @Nullable Listener internal;
    private volatile int port;
    private volatile int internalPort;

    /// @param name of the service, for the log
    public ServiceApplication(String name) {
        this.name = name;
        showBuild(name);
    }

    /// Which version runs, as a metric: a rollout and a rollback show beside everything else.
    private static void showBuild(String name) {
        String version = ServiceApplication.class.getPackage().getImplementationVersion();
        Services.get(MeterRegistry.class)
                .getOrCreate(Gauge.builder("support.build.info", () -> 1.0)
                        .description("Always 1; what runs stands in its labels")
                        .tags(List.of(
                                Tag.create("service", name),
                                Tag.create("version", version == null ? "unknown" : version),
                                Tag.create("java", Runtime.version().toString()))));
    }

    /// Keeps a part until the service stops: it is closed before everything that was made before it.
    ///
    /// @return the part
    public synchronized <P extends AutoCloseable> P keep(String name, P part) {
        parts.push(new Part(name, part::close));
        return part;
    }

    /// Keeps a part that all others may use until they have stopped: it is closed behind them.
    synchronized void keepToTheEnd(String name, AutoCloseable part) {
        parts.addLast(new Part(name, part::close));
    }

    /// What begins to work before anybody is let in. It must not wait for anybody.
    public void startInBackground(Runnable start) {
        background.add(start);
    }

    /// Where the service is to be found.
    ///
    /// @param drain what is done between "not ready" and the end of the listeners, so that callers go elsewhere
    public void listen(Listener external, Listener internal, Stop drain) {
        this.external = external;
        this.internal = internal;
        synchronized (this) {
            parts.push(new Part("internal listener", internal.stop()));
            parts.push(new Part("listener", external.stop()));
            parts.push(new Part("readiness", drain));
        }
    }

    /// The two listeners of one server of Helidon's.
    ///
    /// @param drain how long it serves on after it has said that it is not ready: as long as it takes whoever sends
    ///     requests here to look, and to send them elsewhere; nothing where nobody else could take over
    public void listen(WebServer server, Duration drain) {
        listen(Listener.of(server), Listener.besides(server, Listeners.INTERNAL), () -> Thread.sleep(drain));
    }

    /// What begins when the service listens: it may wait a moment for somebody that is away.
    public void startAfterwards(Runnable start) {
        afterwards.add(start);
    }

    /// Returns when the listeners are open; readiness follows when the copies have caught up. What fails to start
    /// takes the rest with it: threads that went on would keep a process alive that serves nobody.
    public void start() {
        try {
            background.forEach(Runnable::run);
            port = Objects.requireNonNull(external).start().getAsInt();
            internalPort = Objects.requireNonNull(internal).start().getAsInt();
            LOG.info("{} serves on port {}, internally on {}", name, port, internalPort);
            afterwards.forEach(Runnable::run);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void giveUp() {
        close();
        Runtime.getRuntime().halt(1);
    }

    /// The port that the public listener took.
    public int port() {
        return port;
    }

    /// The port that the internal listener took.
    public int internalPort() {
        return internalPort;
    }

    /// Whether it has begun to stop.
    public boolean isStopping() {
        return stopping.get();
    }

    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            awaitStop();
            return;
        }
        LOG.info("{} is stopping", name);
        Deque<Part> toStop;
        synchronized (this) {
            toStop = new ArrayDeque<>(parts);
        }
        toStop.forEach(ServiceApplication::stop);
        LOG.info("{} has stopped", name);
        stopped.countDown();
    }

    private static void stop(Part part) {
        try {
            part.stop().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while stopping {}", part.name());
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly: {}", part.name(), RedactedTrace.of(e));
        }
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A setting that is missing or makes no sense is said in one line, and ends the process.
    private static ServiceApplication make(Function<Config, ServiceApplication> map) {
        try {
            ServiceConfig.misspelt(System.getenv())
                    .forEach((given, meant) ->
                            LOG.warn("There is no setting {}: is {} meant, which stays as it is?", given, meant));
            Config config = ServiceConfig.load(System.getenv());
            ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("com.smipay.support"))
                    .setLevel(Level.toLevel(ServiceConfig.logLevel(config)));
            ServiceApplication application = map.apply(config);
            Tracing.start(new Settings(config), application.name)
                    .ifPresent(tracing -> application.keepToTheEnd("tracing", tracing));
            return application;
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            LOG.error("The service can't start: {}", e.getMessage());
            Runtime.getRuntime().halt(1);
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The service can't start: {}", RedactedTrace.of(e));
            Runtime.getRuntime().halt(1);
            throw e;
        }
    }

    /// The `main` of a service: reads the settings, starts, stops on the first signal; a second one ends the
    /// process at once.
    ///
    /// @param map makes every part and wires it
    public static void run(Function<Config, ServiceApplication> map) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        ServiceApplication application = make(map);
        Signals.onTermination(
                () -> {
                    application.close();
                    Runtime.getRuntime().halt(0);
                },
                () -> Runtime.getRuntime().halt(130));
        application.start();
        application.watchListeners();
    }

    /// For a process, which can be started again: see [ListenerWatch].
    private void watchListeners() {
        List<InetSocketAddress> listeners = List.of(
                new InetSocketAddress(Objects.requireNonNull(external).host(), port),
                new InetSocketAddress(Objects.requireNonNull(internal).host(), internalPort));
        // On a thread of its own, for closing ends the watch too.
        ListenerWatch watch = new ListenerWatch(
                listeners, BETWEEN_LOOKS, () -> BackgroundThreads.start("end of " + name, this::giveUp));
        synchronized (this) {
            parts.push(new Part("listener watch", watch::close));
        }
        watch.start();
    }
}
