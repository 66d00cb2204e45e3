package com.smipay.support.kit.telemetry;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.service.registry.Services;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what clients were refused, by the code that they were told. Whoever goes through ticket numbers shows as a
/// rise of `TICKET_NOT_FOUND`, whoever goes through tokens as one of `UNAUTHENTICATED`. Safe for all threads.
public final class RefusalMeter {
    private static final Map<String, Counter> COUNTERS = new ConcurrentHashMap<>();

    private RefusalMeter() {}

    /// @param code one of the documented ones, never a client's word: each is kept for good
    public static void count(String code) {
        COUNTERS.computeIfAbsent(code, RefusalMeter::counter).increment();
    }

    private static Counter counter(String code) {
        return Services.get(MeterRegistry.class)
                .getOrCreate(Counter.builder("support.requests.refused")
                        .description("Calls refused, by code")
                        .addTag(Tag.create("code", code)));
    }
}
