package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.postgres.PostgresAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServiceEnvironmentTest {
    private static final KafkaNames NAMES = new KafkaNames("desk.", "desk-");
    private static final Replicas REPLICAS = new Replicas(Map.of("messaging-service", 2));
    private static final PortPlan PORTS = new PortPlan(Map.of(
            "postgres", 1,
            "pgbouncer", 10,
            "ticket-service", 2,
            "ticket-service/internal", 3,
            "messaging-service", 4,
            "messaging-service/internal", 5,
            "messaging-service-2", 8,
            "messaging-service-2/internal", 9,
            "rating-service", 6,
            "rating-service/internal", 7));

    @Test
    void aServiceIsToldWhereEverythingIsAndNoSecretItself() {
        Map<String, String> settings =
                environment(Optional.empty(), true).variables("rating-service", "rating-service");
        assertThat(settings)
                .containsEntry("SERVER_HOST", "127.0.0.1")
                .containsEntry("SERVER_PORT", "6")
                .containsEntry("INTERNAL_PORT", "7")
                .containsEntry("PEERS_TICKET_URL", "http://127.0.0.1:3")
                .containsEntry("PEERS_MESSAGING_URL", "http://127.0.0.1:5,http://127.0.0.1:9")
                .containsEntry("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/rating")
                .containsEntry("DATABASE_USERNAME", "support")
                .containsEntry("DATABASE_PASSWORD_FILE", "/home/of/stack/secrets/postgres-password")
                .containsEntry("JWT_HS256_SECRET_FILE", "/home/of/stack/secrets/jwt-hs256")
                .containsEntry("INTERNAL_SERVICE_KEY_FILE", "/home/of/stack/secrets/service-key")
                .containsEntry("GUEST_PROOF_KEY_FILE", "/home/of/stack/secrets/guest-proof-key")
                .containsEntry("SECURITY_HEADERS_SIGNING_KEY_FILE", "/home/of/stack/secrets/signing-key")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
                .containsEntry("KAFKA_TOPIC_PREFIX", "desk.")
                .containsEntry("KAFKA_GROUP_PREFIX", "desk-")
                .containsEntry("KAFKA_GROUP_INSTANCE", "rating-service")
                .containsEntry("PROXIES_TRUSTED", "127.0.0.1")
                .doesNotContainKeys(
                        "RATE_LIMIT_ENABLED",
                        "DATABASE_PASSWORD",
                        "DATABASE_OWNER_URL",
                        "DATABASE_POOL_MODE",
                        "KAFKA_PARTITIONS",
                        "SERVER_DRAIN");
    }

    @Test
    void theTopicsOfItsOwnBrokerHaveFewPartitionsAndThoseOfAnotherWhatTheServiceSays() {
        assertThat(environment(Optional.empty(), false, true, true).variables("ticket-service", "ticket-service"))
                .containsEntry("KAFKA_PARTITIONS", "4");
    }

    @Test
    void oneOfSeveralReplicasHasPortsOfItsOwnAndServesOnUntilTheOthersHaveTakenOver() {
        assertThat(environment(Optional.empty(), true).variables("messaging-service", "messaging-service-2"))
                .containsEntry("SERVER_PORT", "8")
                .containsEntry("INTERNAL_PORT", "9")
                .containsEntry("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/messaging")
                .containsEntry("KAFKA_GROUP_INSTANCE", "messaging-service-2")
                .containsEntry("SERVER_DRAIN", "PT1S");
    }

    @Test
    void rateLimitsCanBeSwitchedOff() {
        assertThat(environment(Optional.empty(), false).variables("ticket-service", "ticket-service"))
                .containsEntry("RATE_LIMIT_ENABLED", "false");
    }

    @Test
    void anExistingServerTakesThePlaceOfTheEmbeddedOne() {
        PostgresAddress server =
                PostgresAddress.parse("jdbc:postgresql://db:5433/any?user=me&password=p%40ss&ssl=true");
        assertThat(environment(Optional.of(server), true).variables("ticket-service", "ticket-service"))
                .containsEntry("DATABASE_URL", "jdbc:postgresql://db:5433/ticket?ssl=true")
                .containsEntry("DATABASE_USERNAME", "me")
                .containsEntry("DATABASE_PASSWORD", "p@ss")
                .doesNotContainKey("DATABASE_PASSWORD_FILE");
    }

    /// Migrations go to the server itself (`operation.md`, The database as it is found).
    @Test
    void behindAPoolerAServiceKnowsTheServerToo() {
        assertThat(environment(Optional.empty(), true, false, true).variables("rating-service", "rating-service"))
                .containsEntry("DATABASE_URL", "jdbc:postgresql://127.0.0.1:10/rating")
                .containsEntry("DATABASE_OWNER_URL", "jdbc:postgresql://127.0.0.1:1/rating")
                .containsEntry("DATABASE_POOL_MODE", "transaction")
                .containsEntry("DATABASE_PASSWORD_FILE", "/home/of/stack/secrets/postgres-password");
    }

    private static ServiceEnvironment environment(Optional<PostgresAddress> postgres, boolean rateLimit) {
        return environment(postgres, false, false, rateLimit);
    }

    private static ServiceEnvironment environment(
            Optional<PostgresAddress> postgres, boolean isPooled, boolean isOwnBroker, boolean rateLimit) {
        return new ServiceEnvironment(
                new StackHome(Path.of("/home/of/stack")),
                PORTS,
                REPLICAS,
                postgres,
                isPooled,
                "kafka:9092",
                isOwnBroker,
                NAMES,
                rateLimit);
    }
}
