package com.smipay.support.realtime.push;

/// How this instance stands to the broker.
public enum TailState {
    /// It has not answered yet, nor failed to: where to start reading is unknown.
    RESOLVING,
    /// Every partition is read, from a known offset on.
    FOLLOWING,
    /// It can't be reached. Reading resumes by itself, at the offset where it stopped.
    BROKER_AWAY
}
