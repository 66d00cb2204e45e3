package com.smipay.support.testkit.violating.domain;

import com.smipay.support.testkit.violating.push.PushManager;
import org.postgresql.util.PSQLState;

/// Knows a driver, and another room that knows it.
public final class ImpureDecision {
    private final PushManager push = new PushManager();

    String state() {
        return PSQLState.DEADLOCK_DETECTED.getState() + push.hashCode();
    }
}
