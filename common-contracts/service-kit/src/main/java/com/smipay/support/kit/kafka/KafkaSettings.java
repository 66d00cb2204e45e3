package com.smipay.support.kit.kafka;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.kit.config.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/// Where the broker is, and how topics are made that it lacks.
///
/// @param partitions of the ticket, message, rating and typing topics
/// @param groupInstance this replica's name in its consumer group, unique in it and the same after a restart: then
///     a replica that was killed takes its partitions at once when it is back, and waits for nobody to notice the death
///     of its former self. Null where names do not last
/// @param clientProperties what every client is given besides, by the names that Kafka's documentation gives them:
///     `security.protocol`, `sasl.jaas.config` and the like
/// @param names what topics and groups are called there
public record KafkaSettings(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        @Nullable String groupInstance,
        Map<String, String> clientProperties,
        KafkaNames names) {
    private static final String PROPERTIES = "kafka.client-properties";
    private static final String TOPIC_PREFIX = "kafka.topic-prefix";
    private static final String GROUP_PREFIX = "kafka.group-prefix";

    /// Kafka's own way to let a property refer to a file: `${directory:/run/secrets:password}`.
    static final String PROVIDERS = "config.providers";

    private static final List<String> OF_CONNECTIONS = List.of(
            "security.", "sasl.", "ssl.", "socket.", "client.rack", "client.dns.lookup", "connections.max.idle.ms");

    /// What is none may be a key that broke over several lines.
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.]{0,79}");

    private static boolean isOfConnections(String name) {
        return OF_CONNECTIONS.stream().anyMatch(name::startsWith)
                && (ConsumerConfig.configNames().contains(name)
                        || AdminClientConfig.configNames().contains(name));
    }

    public KafkaSettings(String bootstrapServers, int partitions, short replicationFactor) {
        this(bootstrapServers, partitions, replicationFactor, null);
    }

    public KafkaSettings(
            String bootstrapServers, int partitions, short replicationFactor, @Nullable String groupInstance) {
        this(bootstrapServers, partitions, replicationFactor, groupInstance, Map.of(), KafkaNames.PLAIN);
    }

    /// The same, where topics and groups are called otherwise.
    public KafkaSettings with(KafkaNames others) {
        return new KafkaSettings(
                bootstrapServers, partitions, replicationFactor, groupInstance, clientProperties, others);
    }

    public static KafkaSettings from(Settings settings) {
        return new KafkaSettings(
                settings.text("kafka.bootstrap-servers"),
                settings.number("kafka.partitions"),
                (short) settings.number("kafka.replication-factor"),
                settings.optionalText("kafka.group-instance"),
                properties(settings.optionalText(PROPERTIES)),
                names(settings));
    }

    /// @throws IllegalStateException naming each setting that is no prefix
    private static KafkaNames names(Settings settings) {
        List<String> faults = Stream.of(TOPIC_PREFIX, GROUP_PREFIX)
                .filter(key -> !KafkaNames.isPrefix(prefix(settings, key)))
                .map(key -> "Setting " + key + " must be " + KafkaNames.FORM)
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
        return new KafkaNames(prefix(settings, TOPIC_PREFIX), prefix(settings, GROUP_PREFIX));
    }

    private static String prefix(Settings settings, String key) {
        return Optional.ofNullable(settings.optionalText(key)).orElse("");
    }

    /// @param text lines as in Kafka's own `client.properties`
    /// @throws IllegalStateException naming each property that is none of a connection. What a service promises of
    ///     order and delivery hangs on the others
    static Map<String, String> properties(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("Setting " + PROPERTIES + " must be lines of name=value", e);
        }
        Map<String, String> properties = new HashMap<>();
        lines.stringPropertyNames().forEach(name -> properties.put(name, lines.getProperty(name)));
        List<String> others = properties.keySet().stream()
                .filter(name -> !name.startsWith(PROVIDERS) && !isOfConnections(name))
                .map(name -> NAME.matcher(name).matches() ? name : "a line that is no name")
                .distinct()
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException("Setting " + PROPERTIES
                    + " is for security, sasl, ssl and other properties of connections that Kafka's clients know, and not for: "
                    + String.join(", ", others));
        }
        return Map.copyOf(properties);
    }

    /// What every Kafka client of a service is configured with: it looks for a lost broker at most every second, and
    /// gives up on a request after three. The map is the caller's own.
    public Map<String, Object> client(String clientId) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000L);
        config.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2_000L);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000L);
        config.putAll(clientProperties);
        return config;
    }

    /// Without what may be a secret.
    @Override
    public String toString() {
        return "KafkaSettings[%s, %d partitions, %d replicas, %s, %s]"
                .formatted(bootstrapServers, partitions, replicationFactor, groupInstance, names);
    }
}
