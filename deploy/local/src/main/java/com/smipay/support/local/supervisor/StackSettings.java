package com.smipay.support.local.supervisor;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.postgres.PostgresAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the environment says about a stack.
///
/// @param port of the gateway (`SUPPORT_PORT`)
/// @param replicas `SUPPORT_TICKET_INSTANCES`, `SUPPORT_MESSAGING_INSTANCES`, `SUPPORT_RATING_INSTANCES`,
///     `SUPPORT_REALTIME_INSTANCES`
/// @param rateLimit off with `SUPPORT_RATE_LIMIT=0`
/// @param postgres an existing server in place of the embedded one (`SUPPORT_POSTGRES_URL`)
/// @param pgBouncer the program of a pooler between the services and that server (`SUPPORT_PGBOUNCER`)
/// @param kafka existing brokers in place of the embedded one (`SUPPORT_KAFKA`), as for `bootstrap.servers`
/// @param kafkaNames what topics and groups are called there, by the services' own settings (`KAFKA_TOPIC_PREFIX`,
///     `KAFKA_GROUP_PREFIX`); the commands that talk to the stack have to know it too
/// @param signIn whether the pages sign for whoever sits at this machine; off with `SUPPORT_SIGN_IN=0`, and where
///     others sign (`JWT_JWKS_URL`)
/// @param servicesFrom another checkout, whose services run in place of this one's (`SUPPORT_SERVICES_FROM`)
public record StackSettings(
        StackHome home,
        int port,
        Replicas replicas,
        boolean rateLimit,
        Optional<PostgresAddress> postgres,
        Optional<Path> pgBouncer,
        Optional<String> kafka,
        KafkaNames kafkaNames,
        boolean signIn,
        Optional<Path> servicesFrom) {
    private static final int USUAL_PORT = 8080;
    private static final int MOST_PORT = 65_535;
    /// Of each: more would want more connections than the embedded PostgreSQL gives.
    private static final int MOST_INSTANCES = 4;

    /// @throws StartFailedException with words for a person, where a value makes no sense
    public static StackSettings from(Map<String, String> environment) {
        return new StackSettings(
                StackHome.from(environment),
                number(environment, "SUPPORT_PORT", USUAL_PORT, MOST_PORT),
                replicas(environment),
                !"0".equals(environment.get("SUPPORT_RATE_LIMIT")),
                text(environment, "SUPPORT_POSTGRES_URL").map(StackSettings::postgres),
                text(environment, "SUPPORT_PGBOUNCER").map(StackSettings::program),
                text(environment, "SUPPORT_KAFKA"),
                new KafkaNames(prefix(environment, "KAFKA_TOPIC_PREFIX"), prefix(environment, "KAFKA_GROUP_PREFIX")),
                !"0".equals(environment.get("SUPPORT_SIGN_IN"))
                        && text(environment, "JWT_JWKS_URL").isEmpty(),
                text(environment, "SUPPORT_SERVICES_FROM")
                        .map(text -> Path.of(text).toAbsolutePath()));
    }

    private static Replicas replicas(Map<String, String> environment) {
        return new Replicas(Services.ALL.stream()
                .collect(Collectors.toMap(
                        Function.identity(), service -> number(environment, variable(service), 1, MOST_INSTANCES))));
    }

    private static String variable(String service) {
        return "SUPPORT_" + service.replace("-service", "").toUpperCase(Locale.ROOT) + "_INSTANCES";
    }

    private static String prefix(Map<String, String> environment, String name) {
        String prefix = text(environment, name).orElse("");
        if (!KafkaNames.isPrefix(prefix)) {
            throw new StartFailedException(name + " must be " + KafkaNames.FORM);
        }
        return prefix;
    }

    private static PostgresAddress postgres(String url) {
        try {
            return PostgresAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new StartFailedException("SUPPORT_POSTGRES_URL: " + e.getMessage(), e);
        }
    }

    private static Path program(String text) {
        Path program = Path.of(text);
        if (!program.isAbsolute() || !Files.isExecutable(program)) {
            throw new StartFailedException("SUPPORT_PGBOUNCER must be the path of a program, not " + text);
        }
        return program;
    }

    private static int number(Map<String, String> environment, String name, int usual, int most) {
        String value = text(environment, name).orElse(Integer.toString(usual));
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new StartFailedException(name + " must be a number from 1 to " + most + ", not " + value, e);
        }
        throw new StartFailedException(name + " must be a number from 1 to " + most + ", not " + value);
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
