package com.smipay.support.servers.postgres;

import com.smipay.support.servers.process.LogFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// A PgBouncer before a server, in transaction mode: each transaction gets the connection to the server whose turn it
/// is. It listens on 127.0.0.1 only, and asks everybody for the password of the server, which opens its console too.
///
/// @param program that of the system: none comes with the product
/// @param directory of its own, for its settings; made where it is missing
/// @param poolSize connections to each database of the server, at the most
public record PgBouncer(Path program, Path directory, int port, PostgresAddress server, int poolSize) {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

    public PgBouncer {
        directory = directory.toAbsolutePath();
    }

    /// Where the system has the program, if it has it.
    public static Optional<Path> find() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /// It need not listen yet when this returns.
    ///
    /// @param log gets what it prints
    public ProcessHandle start(Path log) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path users = directory.resolve("users.txt");
        write(users, quoted(server.username()) + " " + quoted(server.password()) + "\n");
        URI address = URI.create("postgresql://" + server.host());
        Path settings = directory.resolve("pgbouncer.ini");
        write(settings, """
                [databases]
                * = host=%s port=%d

                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                admin_users = %s
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 1000
                server_round_robin = 1
                ignore_startup_parameters = extra_float_digits
                """.formatted(address.getHost(), address.getPort(), port, users, server.username(), poolSize));
        ProcessBuilder builder = new ProcessBuilder(UserCommand.of(List.of(program.toString(), settings.toString())))
                .redirectErrorStream(true)
                .redirectOutput(new LogFile(log).redirect());
        Launch.cleanEnvironment(builder);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /// Readable by its owner only, from its first byte on.
    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
