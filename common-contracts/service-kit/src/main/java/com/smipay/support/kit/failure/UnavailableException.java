package com.smipay.support.kit.failure;

/// Something that the answer needs is away for the moment, a peer for example: nothing was written, try again. The HTTP
/// edge answers 503 with `Retry-After`.
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param what is away, in words for a log; nothing of a user's
    public UnavailableException(String what) {
        // An outage is no fault of the program: no stack trace to pay for.
        super(what, null, false, false);
    }
}
