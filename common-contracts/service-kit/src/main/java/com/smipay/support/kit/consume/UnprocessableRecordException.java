package com.smipay.support.kit.consume;

/// A record that can never be applied.
public final class UnprocessableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param reason shown in health, logs and the dead-lettered record: no word of the data
    public UnprocessableRecordException(String reason) {
        super(reason);
    }
}
