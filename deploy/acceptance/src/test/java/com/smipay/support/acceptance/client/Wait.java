package com.smipay.support.acceptance.client;

import static org.awaitility.Awaitility.with;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/// Waiting for conditions: looked at often, and given up late, because the machine may be busy.
public final class Wait {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMillis(10);

    private Wait() {}

    public static ConditionFactory until(String what) {
        return with().pollDelay(Duration.ZERO)
                .and()
                .pollInterval(STEP)
                .await(what)
                .atMost(LIMIT);
    }

    /// For what needs a process to come back first.
    public static ConditionFactory patiently(String what) {
        return until(what).atMost(Duration.ofMinutes(1));
    }
}
