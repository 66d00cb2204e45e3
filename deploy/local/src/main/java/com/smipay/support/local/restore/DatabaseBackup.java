package com.smipay.support.local.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service's whole database in one file, by PostgreSQL's own programs: tables, sequences, functions, and which
/// migrations it has seen, all of one moment.
///
/// @param programs where they are; null for those of the PATH
public record DatabaseBackup(
        RestoredDatabase database, @Nullable Path programs) {
    private static final String OF_JDBC = "jdbc:";

    /// The file is there when it is whole.
    public void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        // Nobody else may read it, from its first byte on.
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            run("pg_dump", "--format=custom", "--no-password", "--file=" + unfinished, "--dbname=" + address(name()));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// Puts all of it back. It is read into a database of its own first, so that a file that is none, or a disk that is
    /// too full for it, takes nothing away. Whoever still works in the old one is put out.
    public void restore(Path file) throws IOException {
        String whole = name();
        String half = whole + "_restoring";
        execute("drop database if exists " + quoted(half) + " with (force)", "create database " + quoted(half));
        run(
                "pg_restore",
                "--exit-on-error",
                "--single-transaction",
                "--no-password",
                "--dbname=" + address(half),
                file.toString());
        execute(
                "drop database if exists " + quoted(whole) + " with (force)",
                "alter database " + quoted(half) + " rename to " + quoted(whole));
    }

    private void execute(String... statements) throws IOException {
        try (Connection connection = DriverManager.getConnection(
                        OF_JDBC + address("postgres"), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IOException("The database can't be put back: " + e.getMessage(), e);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(programs == null ? program : programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the caller's shell says about other servers must not reach this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("PGUSER", database.username());
        builder.environment().put("PGPASSWORD", database.password());
        Process process = start(builder, program);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(said.strip());
        }
    }

    private static Process start(ProcessBuilder builder, String program) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    program + " is missing: it comes with PostgreSQL's own client programs (--programs says where)", e);
        }
    }

    private String name() {
        String path = database.url().replaceAll("\\?.*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// As PostgreSQL's own programs spell it.
    private String address(String name) {
        return database.url().substring(OF_JDBC.length()).replaceFirst("/" + name() + "(?=$|\\?)", "/" + name);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
