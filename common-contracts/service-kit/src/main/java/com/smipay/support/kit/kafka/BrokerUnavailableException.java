package com.smipay.support.kit.kafka;

/// The broker can't be reached, or does not answer in time.
public final class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(Throwable cause) {
        super("The broker is away", cause);
    }
}
