package com.smipay.support.kit.db;

/// The database can't be reached, or refuses new work. Nothing was half-written: try again.
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What stands in the way, as far as callers treat it differently.
    enum Cause {
        /// Everything that is none of the others.
        AWAY,
        /// Somebody else holds a row, and did not give it back in time: other rows go on.
        ROW_HELD,
        /// It has become a standby: its connections are good for nothing, new ones may be.
        READ_ONLY,
        /// It went away over a commit: what was to be committed may stand.
        COMMIT_LOST
    }

    private final Cause what;

    public DatabaseUnavailableException(Throwable cause) {
        this(cause, Cause.AWAY);
    }

    DatabaseUnavailableException(Throwable cause, Cause what) {
        super(
                switch (what) {
                    case AWAY -> "The database is away";
                    case ROW_HELD -> "Somebody holds a row";
                    case READ_ONLY -> "The database is read-only";
                    case COMMIT_LOST -> "The database went away over a commit";
                },
                cause);
        this.what = what;
    }

    /// Somebody else holds a row that is needed.
    public static DatabaseUnavailableException rowHeld(Throwable cause) {
        return new DatabaseUnavailableException(cause, Cause.ROW_HELD);
    }

    /// Whether only a row is in the way that somebody else holds: what is about other rows goes on.
    public boolean isRowHeld() {
        return what == Cause.ROW_HELD;
    }

    /// Whether what was to be committed may stand: who can look has to.
    public boolean isOutcomeUnknown() {
        return what == Cause.COMMIT_LOST;
    }

    boolean isReadOnly() {
        return what == Cause.READ_ONLY;
    }
}
