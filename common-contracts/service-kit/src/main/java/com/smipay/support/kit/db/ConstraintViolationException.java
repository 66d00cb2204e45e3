package com.smipay.support.kit.db;

import org.jspecify.annotations.Nullable;

/// A constraint of the schema refused a row; the transaction is rolled back.
public final class ConstraintViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String constraint;

    public ConstraintViolationException(@Nullable String constraint, Throwable cause) {
        super("Constraint violated: " + constraint, cause);
        this.constraint = constraint;
    }

    /// The constraint's name, where the server told it.
    public @Nullable String constraint() {
        return constraint;
    }
}
