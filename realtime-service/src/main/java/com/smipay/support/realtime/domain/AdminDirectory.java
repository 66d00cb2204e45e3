package com.smipay.support.realtime.domain;

import com.smipay.support.kit.security.Caller;

/// Who is still what a valid token says.
@FunctionalInterface
public interface AdminDirectory {
    /// Whether this admin is one no more (`decisions.md` 54). May block, for seconds at most; never throws.
    boolean isGone(Caller admin);
}
