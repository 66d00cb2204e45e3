package com.smipay.support.local.command;

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

    /// Whether it is another deployment's.
    boolean isElsewhere() {
        return servers != null;
    }

    BrokerAddress address(RunningStack stack) throws IOException {
        if (properties != null && !Files.isReadable(properties)) {
            throw new UserError("There is no file to read: " + properties);
        }
        return BrokerAddress.of(servers == null ? stack.kafka() : servers, properties);
    }
}
