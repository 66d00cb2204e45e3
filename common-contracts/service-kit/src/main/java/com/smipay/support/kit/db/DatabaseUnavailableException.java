package com.smipay.support.kit.db;

/// The database can't be reached, or refuses new work. Nothing was half-written: try again.
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseUnavailableException(Throwable cause) {
        super("The database is away", cause);
    }
}
