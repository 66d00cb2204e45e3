package com.smipay.support.local.topic;

import com.smipay.support.contracts.event.KafkaNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A broker, how to speak to it, and what topics and groups are called there.
///
/// @param servers `host:port`, of several with commas between
/// @param properties of Kafka's clients, by Kafka's own names: what TLS and logins need
public record BrokerAddress(String servers, Map<String, String> properties, KafkaNames names) {
    /// One that takes whoever comes, and is the product's own.
    public static BrokerAddress open(String servers) {
        return new BrokerAddress(servers, Map.of(), KafkaNames.PLAIN);
    }

    /// @param file as the services take it in `kafka.client-properties`; null for none
    public static BrokerAddress of(String servers, @Nullable Path file, KafkaNames names) throws IOException {
        if (file == null) {
            return new BrokerAddress(servers, Map.of(), names);
        }
        Properties lines = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        Map<String, String> properties = new HashMap<>();
        lines.stringPropertyNames().forEach(name -> properties.put(name, lines.getProperty(name)));
        return new BrokerAddress(servers, Map.copyOf(properties), names);
    }

    /// What a client is configured with.
    ///
    /// @param own what this client needs, over the rest
    public Map<String, Object> client(Map<String, Object> own) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", servers);
        config.putAll(own);
        return config;
    }

    /// Without what may be a secret.
    @Override
    public String toString() {
        return servers;
    }
}
