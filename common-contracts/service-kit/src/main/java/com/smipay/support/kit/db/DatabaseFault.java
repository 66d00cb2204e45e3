package com.smipay.support.kit.db;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Why a database can't be used, in a sentence for the people who run it: what is wrong with the address, the
/// credentials or the rights, and not only that it is away. Never carries a password, nor anything of a row.
final class DatabaseFault {
    private static final String AWAY = "The database is away";
    private static final String HELD =
            "A migration waits for a table that another transaction holds, a dump or a long query (SQLSTATE 55P03)";

    private DatabaseFault() {}

    /// @param failure with what caused it
    static String sentence(Throwable failure) {
        String found = AWAY;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String more = cause instanceof SQLException sql ? ofState(sql) : ofNetwork(cause);
            // The innermost one that says something is what happened; the others are the pool's.
            found = more == null ? found : more;
        }
        return found;
    }

    /// Why a migration does not pass: a right that is lacking, most of the time. What a migration says of itself holds
    /// no rows.
    static String ofMigration(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (SqlState.LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                    return HELD;
                }
                String known = sentence(sql);
                return known.equals(AWAY) ? "A migration fails: SQLSTATE " + sql.getSQLState() : known;
            }
        }
        return "A migration fails: " + failure.getClass().getSimpleName();
    }

    private static @Nullable String ofNetwork(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> "The name of the database's host can't be resolved";
            case ConnectException refused -> "Nobody listens at the database's address";
            case SocketTimeoutException slow -> "The database does not answer in time";
            case SSLException tls -> "TLS with the database fails: " + tls.getMessage();
            default -> null;
        };
    }

    private static @Nullable String ofState(SQLException sql) {
        String state = sql.getSQLState();
        if (state == null) {
            return null;
        }
        String what = what(state);
        return what == null ? null : "%s (SQLSTATE %s)%s".formatted(what, state, inServersWords(sql, state));
    }

    private static @Nullable String what(String state) {
        return switch (state) {
            case "28P01" ->
                "The database refuses the password: look at the user (database.username, or database.owner-username) and its password";
            case "28000" -> "The database refuses this user from here: its pg_hba.conf says who may connect how";
            case "3D000" -> "There is no database of this name: look at database.url";
            case "42501" -> "The database user lacks a right";
            case "53300" ->
                "The database has no connection left: look at its max_connections and at database.pool-size";
            case "57P01", "57P02", "57P03" -> "The database is starting or shutting down";
            case "25006" -> "The database is read-only: it is a standby, or was made so";
            case "08004" -> "The database refuses the connection";
            case "3F000" -> "There is no schema to make tables in: look at the search_path";
            case "42704" ->
                "The schema needs what its search_path does not lead to: where pg_trgm has a schema of its own, grant usage on it, or alter role … set search_path";
            case "58P01", "0A000" -> "The database lacks what the schema needs";
            default -> null;
        };
    }

    /// What the server says of rights and files names tables and extensions, and no rows.
    private static String inServersWords(SQLException sql, String state) {
        boolean isTelling = state.equals("42501")
                || state.equals("28000")
                || state.equals("08004")
                || state.equals("58P01")
                || state.equals("42704");
        ServerErrorMessage message = sql instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (!isTelling) {
            return "";
        }
        return ": " + (message == null ? sql.getMessage() : message.getMessage());
    }
}
