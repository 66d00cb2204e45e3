package com.smipay.support.servers.postgres;

import java.nio.file.Path;

/// How a server is to run. It listens on 127.0.0.1 only, and asks everybody for the password.
///
/// @param directory the server's own; made where it is missing, kept when the server stops
/// @param port 0 for any free one
/// @param passwordFile holds the password; made, readable by its owner only, where it is missing
/// @param logFile gets what the server prints
public record PostgresSettings(Path directory, int port, Durability durability, Path passwordFile, Path logFile) {

    public PostgresSettings {
        directory = directory.toAbsolutePath();
        passwordFile = passwordFile.toAbsolutePath();
        logFile = logFile.toAbsolutePath();
    }

    /// What an answered commit survives.
    public enum Durability {
        /// A crash of the server, of the machine, a power cut.
        DURABLE,
        /// Nothing: for tests, whose data nobody wants to keep. The server ends with the JVM that started it.
        THROWAWAY
    }

    /// Password and log in the server's own directory.
    public static PostgresSettings in(Path directory, int port, Durability durability) {
        return new PostgresSettings(
                directory, port, durability, directory.resolve("password"), directory.resolve("server.log"));
    }

    Path cluster() {
        return directory.resolve("cluster");
    }
}
