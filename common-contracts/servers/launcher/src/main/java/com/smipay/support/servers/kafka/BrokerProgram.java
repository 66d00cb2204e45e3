package com.smipay.support.servers.kafka;

import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.JavaProgram;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The built broker of this checkout, as `common-contracts/servers/broker` leaves it under `target/`.
record BrokerProgram(Path target) {
    /// Megabytes; what the broker serves from memory is the system's page cache, not its heap.
    private static final int HEAP = 256;

    /// A broker keeps hardly an object longer than a request, and everybody's events wait while it collects
    /// (ADR 0040).
    private static final int YOUNG = 32;

    private static final String MAIN = "com.smipay.support.broker.BrokerMain";

    /// @throws IllegalStateException where it is not built
    static BrokerProgram find() {
        Path target = Checkout.find().root().resolve(Path.of("common-contracts", "servers", "broker", "target"));
        if (!Files.isDirectory(target.resolve("libs"))) {
            throw new IllegalStateException(
                    "The Kafka broker is not built. Build it with: mvn -q -DskipTests package -pl common-contracts/servers/broker -am");
        }
        return new BrokerProgram(target);
    }

    List<String> command(Path directory, int port, int controllerPort) {
        List<String> arguments = List.of(
                directory.toAbsolutePath().toString(),
                Integer.toString(port),
                Integer.toString(controllerPort),
                Long.toString(ProcessHandle.current().pid()));
        Path jar = target.resolve("broker.jar");
        // `mvn test` makes no jar.
        JavaProgram program = Files.exists(jar)
                ? JavaProgram.ofJar(jar, HEAP)
                : JavaProgram.ofClasses(
                        target.resolve("classes") + File.pathSeparator + target.resolve("libs") + "/*", MAIN, HEAP);
        return program.withYoung(YOUNG).command(arguments);
    }
}
