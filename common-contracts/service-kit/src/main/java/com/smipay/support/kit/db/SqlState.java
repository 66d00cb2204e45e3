package com.smipay.support.kit.db;

import com.smipay.support.kit.db.DatabaseUnavailableException.Cause;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// PostgreSQL's error codes, as far as callers treat them differently.
final class SqlState {
    /// No such table, column, function, other object, or index that a conflict is decided by: the service has started,
    /// and its migrations have not yet run, or not all of them ([SchemaSetup]).
    private static final Set<String> BEHIND = Set.of("42P01", "42703", "42883", "42704", "42P10");

    /// A lock was not had in time.
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private SqlState() {}

    static RuntimeException translate(SQLException sql, RuntimeException original) {
        String state = sql.getSQLState();
        if (sql instanceof SQLTransientConnectionException || state == null || isAway(state)) {
            return new DatabaseUnavailableException(original);
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new DatabaseUnavailableException(original, Cause.ROW_HELD);
        }
        if (state.equals("25006")) {
            return new DatabaseUnavailableException(original, Cause.READ_ONLY);
        }
        if (state.startsWith("23")) {
            return new ConstraintViolationException(constraintOf(sql), original);
        }
        return original;
    }

    /// What passes, and is no verdict on what was asked. 08 connection, 53 out of resources (disk full and too many
    /// connections among them), 57 server going away and statements that were stopped (57014, by their timeout),
    /// 25P03 and 25P04 a transaction that its process left idle or that lasted too long, 40 rolled back by the
    /// server and safe to repeat, 58 I/O errors, 0A000 a prepared statement from before a migration, which the next
    /// try prepares anew.
    private static boolean isAway(String state) {
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("40")
                || state.equals("25P03")
                || state.equals("25P04")
                || state.equals("0A000")
                || BEHIND.contains(state);
    }

    private static @Nullable String constraintOf(SQLException sql) {
        if (sql instanceof PSQLException psql) {
            ServerErrorMessage message = psql.getServerErrorMessage();
            return message == null ? null : message.getConstraint();
        }
        return null;
    }
}
