package com.smipay.support.kit.kafka;

import com.smipay.support.kit.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/// Where the broker is, and how topics are made that it lacks.
///
/// @param partitions of the ticket, message, rating and typing topics
/// @param groupInstance this replica's name in its consumer group, unique in it and the same after a restart: then
///     a replica that was killed takes its partitions at once when it is back, and waits for nobody to notice the death
///     of its former self. Null where names do not last
public record KafkaSettings(
        String bootstrapServers,
        int partitions,
        short replicationFactor,
        @Nullable String groupInstance) {
    public KafkaSettings(String bootstrapServers, int partitions, short replicationFactor) {
        this(bootstrapServers, partitions, replicationFactor, null);
    }

    public static KafkaSettings from(Settings settings) {
        return new KafkaSettings(
                settings.text("kafka.bootstrap-servers"),
                settings.number("kafka.partitions"),
                (short) settings.number("kafka.replication-factor"),
                settings.optionalText("kafka.group-instance"));
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
        return config;
    }
}
