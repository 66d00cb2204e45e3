package com.smipay.support.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one broker until a signal ends it.
///
/// Arguments: the directory that is the broker's own, the clients' port, the controller's port, and optionally the id
/// of a process with which it ends. The directory may hold `server.properties` with settings of Kafka's own; it gets
/// `data/`, `cluster-id`, and a file `ready` once clients are
/// served.
public final class BrokerMain {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

    private BrokerMain() {}

    public static void main(String[] arguments) {
        try {
            Path directory = Path.of(arguments[0]);
            BrokerSettings settings = new BrokerSettings(
                    directory.resolve("data"), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            if (arguments.length > 3) {
                endWith(Long.parseLong(arguments[3]));
            }
            run(directory, settings);
        } catch (Exception e) {
            LOG.error("The broker can't run", e);
            // Half a broker has threads that would keep the process alive.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path directory, BrokerSettings settings) throws Exception {
        format(clusterId(directory.resolve("cluster-id")), settings);
        Map<String, String> kafka = new HashMap<>(settings.toKafka());
        kafka.putAll(more(directory.resolve("server.properties")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(kafka, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        Files.writeString(
                directory.resolve("ready"),
                Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    /// What whoever made the directory says besides, and over the rest: listeners with TLS, for example.
    private static Map<String, String> more(Path file) throws IOException {
        Properties lines = new Properties();
        if (Files.exists(file)) {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                lines.load(reader);
            }
        }
        return lines.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, lines::getProperty));
    }

    /// A test's JVM can be killed without a chance to stop its broker.
    private static void endWith(long pid) {
        Thread.ofPlatform().daemon().name("end-with-" + pid).start(() -> {
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
            System.exit(0);
        });
    }

    /// Kept outside the data, so that a format that was cut short is taken up again under the same id.
    private static String clusterId(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static void format(String clusterId, BrokerSettings settings) throws Exception {
        Files.createDirectories(settings.data());
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(clusterId)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(settings.data().toString())
                .setDirectories(List.of(settings.data().toString()))
                .setIgnoreFormatted(true)
                .run();
    }
}
