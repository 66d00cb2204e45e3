package com.smipay.support.kit.telemetry;

import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import io.helidon.service.registry.Services;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How long requests take, by method, route and status (`support_http_requests_seconds`), as a histogram: quantiles of
/// several replicas can be computed from it, and from quantiles they can't. Safe for all threads.
public final class RequestMeter {
    /// Of what no endpoint took.
    private static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private static final Map<Kind, Timer> TIMERS = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status) {}

    /// Which endpoint took a request. Its path is one of the documented ones, with names where ids stand.
    public record Route(String path) {}

    private RequestMeter() {}

    /// @param method a client's word
    /// @param route of the endpoint that took it; null where none did
    public static void record(String method, @Nullable Route route, int status, Duration took) {
        TIMERS.computeIfAbsent(
                        new Kind(method(method), route == null ? NO_ROUTE : route.path(), status), RequestMeter::timer)
                .record(took);
    }

    /// One of few words, whatever a client sends.
    public static String method(String method) {
        return METHODS.contains(method) ? method : "other";
    }

    private static Timer timer(Kind kind) {
        return Services.get(MeterRegistry.class)
                .getOrCreate(Timer.builder("support.http.requests")
                        .description("How long requests take")
                        .buckets(BUCKETS)
                        .percentiles(new double[0])
                        .tags(List.of(
                                Tag.create("method", kind.method()),
                                Tag.create("route", kind.route()),
                                Tag.create("status", Integer.toString(kind.status())))));
    }
}
