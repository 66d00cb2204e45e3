package com.smipay.support.local.supervisor;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.postgres.PostgresAddress;
import com.smipay.support.servers.postgres.PostgresServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings of a service on one machine, as the environment variables that stand over its `application.yaml`.
/// Secrets are named by file, never by value, but for the password of somebody else's database.
///
/// @param isPooled whether a pooler in transaction mode stands before the database
/// @param isOwnBroker whether the broker is this stack's own, which has the topics that its services make
record ServiceEnvironment(
        StackHome home,
        PortPlan ports,
        Replicas replicas,
        Optional<PostgresAddress> postgres,
        boolean isPooled,
        String kafka,
        boolean isOwnBroker,
        KafkaNames kafkaNames,
        boolean rateLimit) {
    /// The gateway looks four times a second.
    private static final String DRAIN = "PT1S";

    /// Two replicas share four as well as twelve, and a broker looks at every partition of every topic for each record
    /// that somebody waits for, and twice a second where nobody writes (ADR 0063).
    private static final String PARTITIONS = "4";

    private static final String LOOPBACK = "127.0.0.1";

    /// @param replica as [Replicas] names it
    Map<String, String> variables(String service, String replica) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SERVER_HOST", LOOPBACK);
        settings.put("SERVER_PORT", port(replica));
        settings.put("INTERNAL_HOST", LOOPBACK);
        settings.put("INTERNAL_PORT", port(internal(replica)));
        settings.put("INTERNAL_SERVICE_KEY_FILE", file(Secret.SERVICE_KEY));
        settings.put("GUEST_PROOF_KEY_FILE", file(Secret.GUEST_PROOF_KEY));
        settings.put("JWT_HS256_SECRET_FILE", file(Secret.JWT_HS256));
        settings.put("SECURITY_HEADERS_SIGNING_KEY_FILE", file(Secret.SIGNING_KEY));
        settings.put("PEERS_TICKET_URL", internalUrls(Services.TICKET));
        settings.put("PEERS_MESSAGING_URL", internalUrls(Services.MESSAGING));
        settings.put("PEERS_RATING_URL", internalUrls(Services.RATING));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        if (isOwnBroker) {
            settings.put("KAFKA_PARTITIONS", PARTITIONS);
        }
        settings.put("KAFKA_TOPIC_PREFIX", kafkaNames.topicPrefix());
        settings.put("KAFKA_GROUP_PREFIX", kafkaNames.groupPrefix());
        settings.put("PROXIES_TRUSTED", LOOPBACK);
        if (replicas.count(service) > 1) {
            settings.put("SERVER_DRAIN", DRAIN);
        }
        if (!rateLimit) {
            settings.put("RATE_LIMIT_ENABLED", "false");
        }
        Services.database(service).ifPresent(name -> {
            settings.put("KAFKA_GROUP_INSTANCE", replica);
            settings.putAll(database(name));
        });
        return settings;
    }

    private String internalUrls(String service) {
        return replicas.names(service).stream().map(this::internalUrl).collect(Collectors.joining(","));
    }

    String publicUrl(String service) {
        return "http://" + LOOPBACK + ":" + port(service);
    }

    String internalUrl(String service) {
        return "http://" + LOOPBACK + ":" + port(internal(service));
    }

    /// The name of a service's internal listener in the port plan.
    static String internal(String service) {
        return service + "/internal";
    }

    private Map<String, String> database(String name) {
        Map<String, String> settings = new LinkedHashMap<>();
        String url = postgres.map(server -> server.jdbcUrl(name)).orElseGet(() -> jdbcUrl("postgres", name));
        settings.put("DATABASE_URL", isPooled ? jdbcUrl("pgbouncer", name) : url);
        if (isPooled) {
            settings.put("DATABASE_POOL_MODE", "transaction");
            settings.put("DATABASE_OWNER_URL", url);
        }
        settings.put(
                "DATABASE_USERNAME", postgres.map(PostgresAddress::username).orElse(PostgresServer.USER));
        postgres.ifPresentOrElse(
                server -> settings.put("DATABASE_PASSWORD", server.password()),
                () -> settings.put("DATABASE_PASSWORD_FILE", file(Secret.POSTGRES_PASSWORD)));
        return settings;
    }

    private String jdbcUrl(String listener, String database) {
        return "jdbc:postgresql://" + LOOPBACK + ":" + port(listener) + "/" + database;
    }

    private String port(String listener) {
        return Integer.toString(ports.port(listener));
    }

    private String file(Secret secret) {
        return home.secret(secret).path().toString();
    }
}
