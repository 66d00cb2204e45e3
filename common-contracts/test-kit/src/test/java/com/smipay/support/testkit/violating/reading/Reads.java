package com.smipay.support.testkit.violating.reading;

import com.smipay.support.testkit.violating.writing.Writes;

/// Another feature, which knows the first.
public final class Reads {
    Writes writes() {
        return new Writes();
    }
}
