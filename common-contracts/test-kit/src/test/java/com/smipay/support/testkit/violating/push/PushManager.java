package com.smipay.support.testkit.violating.push;

import com.smipay.support.testkit.violating.domain.ImpureDecision;
import org.jspecify.annotations.Nullable;

/// A manager with a setter that prints and knows the room that knows it, and a verb that says nothing.
public final class PushManager {
    private @Nullable ImpureDecision decision;

    public void setDecision(@Nullable ImpureDecision decision) {
        this.decision = decision;
        System.out.println(this.decision == null);
    }

    public boolean of(ImpureDecision other) {
        return other.equals(decision);
    }
}
