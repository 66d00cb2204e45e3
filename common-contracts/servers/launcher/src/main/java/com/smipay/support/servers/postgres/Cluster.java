package com.smipay.support.servers.postgres;

import com.smipay.support.servers.files.SecretFile;
import com.smipay.support.servers.files.Trees;
import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// A server's data directory, and how to make one.
final class Cluster {
    /// What is a letter, for the trigrams that a search is found by: with plain `C` only ASCII is, and a search for
    /// other words reads every row. Every Linux has this one; elsewhere the search is right, but slow.
    private static final String CHARACTER_CLASSES =
            System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C";

    private final PostgresBinaries binaries;
    private final PostgresSettings settings;

    Cluster(PostgresBinaries binaries, PostgresSettings settings) {
        this.binaries = binaries;
        this.settings = settings;
    }

    /// Makes it where there is none; one that an interrupted start left half made is never taken for whole.
    void initialize() throws IOException {
        if (Files.exists(settings.cluster().resolve("PG_VERSION"))) {
            return;
        }
        Files.createDirectories(settings.directory());
        new SecretFile(settings.passwordFile()).readOrCreate();
        Path unfinished = settings.directory().resolve("cluster.unfinished");
        Trees.delete(unfinished);
        run(initdb(unfinished));
        Files.move(unfinished, settings.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Upper and lower case as Unicode has them, whatever locales the machine has.
    private List<String> initdb(Path target) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + target,
                "--username=" + PostgresServer.USER,
                "--pwfile=" + settings.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--lc-ctype=" + CHARACTER_CLASSES,
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        if (settings.durability() == Durability.THROWAWAY) {
            command.add("--no-sync");
        }
        return command;
    }

    private static void run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(UserCommand.of(command)).redirectErrorStream(true);
        Launch.cleanEnvironment(builder);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("PostgreSQL's initdb failed:\n" + output);
        }
    }
}
