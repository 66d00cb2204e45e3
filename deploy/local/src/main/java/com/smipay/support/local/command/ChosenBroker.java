package com.smipay.support.local.command;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.topic.BrokerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which broker a command works on: the running stack's, or that of another deployment.
final class ChosenBroker {
    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The broker of another deployment, several with commas between; else the running stack's.")
    private @Nullable String servers;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Lines of name=value for Kafka's client: TLS, SASL, as the services have them.")
    private @Nullable Path properties;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "With --kafka: what its services have as kafka.topic-prefix. The running stack's is known.")
    private @Nullable String topicPrefix;

    /// Whether it is another deployment's.
    boolean isElsewhere() {
        return servers != null;
    }

    BrokerAddress address(RunningStack stack) throws IOException {
        if (properties != null && !Files.isReadable(properties)) {
            throw new UserError("There is no file to read: " + properties);
        }
        if (servers == null && topicPrefix != null) {
            throw new UserError("--topic-prefix goes with --kafka: the running stack's is known");
        }
        BrokerAddress there = servers == null ? stack.kafka() : BrokerAddress.open(servers);
        return BrokerAddress.of(there.servers(), properties, servers == null ? there.names() : names());
    }

    private KafkaNames names() {
        String prefix = topicPrefix == null ? "" : topicPrefix;
        if (!KafkaNames.isPrefix(prefix)) {
            throw new UserError("--topic-prefix must be " + KafkaNames.FORM);
        }
        return new KafkaNames(prefix, "");
    }
}
