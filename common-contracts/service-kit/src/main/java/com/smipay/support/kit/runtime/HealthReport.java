package com.smipay.support.kit.runtime;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Health checks in the terms of this product: live, ready, and degraded, which is shown but serves on.
public final class HealthReport {
    private HealthReport() {}

    /// What one readiness check found.
    ///
    /// @param ready whether traffic may come
    /// @param degraded whether something is missing that the service can do without
    /// @param details numbers and words for people; no secrets
    public record Finding(boolean ready, boolean degraded, Map<String, Object> details) {
        public static Finding ready(boolean ready) {
            return new Finding(ready, false, Map.of());
        }
    }

    static HealthCheck readiness(String name, Supplier<Finding> finding) {
        return check(HealthCheckType.READINESS, name, () -> {
            Finding found = finding.get();
            HealthCheckResponse.Builder response =
                    HealthCheckResponse.builder().status(found.ready()).detail("degraded", found.degraded());
            found.details().forEach(response::detail);
            return response.build();
        });
    }

    static HealthCheck live() {
        return check(
                HealthCheckType.LIVENESS,
                "serving",
                () -> HealthCheckResponse.builder().status(true).build());
    }

    static HealthCheck notStopping(AtomicBoolean stopping) {
        return check(
                HealthCheckType.READINESS,
                "not-stopping",
                () -> HealthCheckResponse.builder().status(!stopping.get()).build());
    }

    private static HealthCheck check(HealthCheckType type, String name, Supplier<HealthCheckResponse> call) {
        return new HealthCheck() {
            @Override
            public HealthCheckType type() {
                return type;
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public HealthCheckResponse call() {
                return call.get();
            }
        };
    }
}
