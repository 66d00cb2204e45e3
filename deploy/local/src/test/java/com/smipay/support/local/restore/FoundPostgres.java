package com.smipay.support.local.restore;

import com.smipay.support.servers.files.Trees;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A server of the PostgreSQL that Debian has installed, with its own `pg_dump`: that of the stack comes without one.
/// It listens on 127.0.0.1 and lets everybody in.
///
/// @param programs its directory of them
record FoundPostgres(Path programs, Path data, int port, Process process) implements AutoCloseable {
    static final String USER = "support";

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Where the newest one is; empty where there is none.
    static Optional<Path> find() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.filter(FoundPostgres::isWhole)
                    .max(Comparator.comparingInt(FoundPostgres::number))
                    .map(version -> version.resolve("bin"));
        }
    }

    private static boolean isWhole(Path version) {
        return Stream.of("initdb", "postgres", "pg_dump", "pg_restore")
                .allMatch(program -> Files.isExecutable(version.resolve("bin").resolve(program)));
    }

    private static int number(Path version) {
        return Integer.parseInt(String.valueOf(version.getFileName()).replaceAll("\\..*", ""));
    }

    static FoundPostgres start(Path programs, Path directory) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        Process made = new ProcessBuilder(ordinary(List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("initdb.log").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new IOException(Files.readString(directory.resolve("initdb.log")));
        }
        int port = FreePorts.any();
        Process process = new ProcessBuilder(ordinary(List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "port=" + port,
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off")))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("postgres.log").toFile())
                .start();
        FoundPostgres server = new FoundPostgres(programs, data, port, process);
        if (!Waiting.until(LIMIT, () -> !process.isAlive() || server.answers()) || !process.isAlive()) {
            server.close();
            throw new IOException(Files.readString(directory.resolve("postgres.log")));
        }
        return server;
    }

    /// PostgreSQL refuses to be root; one without privileges still owns the files.
    private static List<String> ordinary(List<String> command) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(command);
        return words;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection open(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, "");
    }

    private boolean answers() {
        try (Connection connection = open("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Waiting.stop(process.toHandle(), LIMIT);
        Trees.delete(data);
    }
}
