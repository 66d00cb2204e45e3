package com.smipay.support.local.topic;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A broker, and how to speak to it.
///
/// @param servers `host:port`, of several with commas between
/// @param properties of Kafka's clients, by Kafka's own names: what TLS and logins need
public record BrokerAddress(String servers, Map<String, String> properties) {
    /// One that takes whoever comes.
    public static BrokerAddress open(String servers) {
        return new BrokerAddress(servers, Map.of());
    }

    /// @param file as the services take it in `kafka.client-properties`; null for none
    public static BrokerAddress of(String servers, @Nullable Path file) throws IOException {
        if (file == null) {
            return open(servers);
        }
        Properties lines = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        Map<String, String> properties = new HashMap<>();
        lines.stringPropertyNames().forEach(name -> properties.put(name, lines.getProperty(name)));
        return new BrokerAddress(servers, Map.copyOf(properties));
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
