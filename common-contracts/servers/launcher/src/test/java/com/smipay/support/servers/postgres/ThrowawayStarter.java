package com.smipay.support.servers.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A JVM that starts a throwaway server, writes down its process id, and waits to be killed.
public final class ThrowawayStarter {
    private ThrowawayStarter() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        PostgresServer server = PostgresServer.startThrowaway(directory);
        Files.writeString(directory.resolve("pid.unfinished"), Long.toString(server.pid()));
        Files.move(directory.resolve("pid.unfinished"), directory.resolve("pid"));
        new CountDownLatch(1).await();
    }
}
