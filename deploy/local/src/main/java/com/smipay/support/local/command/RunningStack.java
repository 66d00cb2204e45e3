package com.smipay.support.local.command;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.identity.AppliedFacts;
import com.smipay.support.local.identity.IdentityRecord;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.restore.RestoredDatabase;
import com.smipay.support.local.supervisor.StackSettings;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.Place;
import com.smipay.support.servers.postgres.PostgresAddress;
import com.smipay.support.servers.postgres.PostgresServer;
import com.smipay.support.servers.process.ProcessMark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The stack of this home, as another command finds it.
record RunningStack(StackHome home) {
    private static final Duration APPLY_LIMIT = Duration.ofSeconds(30);

    RunningStack() {
        this(StackHome.from(System.getenv()));
    }

    /// As the services reach Kafka.
    BrokerAddress kafka() throws IOException {
        return kafka(running());
    }

    private static BrokerAddress kafka(StackState state) {
        KafkaNames names = Optional.ofNullable(state.kafkaNames()).orElse(KafkaNames.PLAIN);
        return new BrokerAddress(internalUrl(state, "kafka"), Map.of(), names);
    }

    /// The internal address of a service.
    URI internal(String service) throws IOException {
        return URI.create(internalUrl(running(), service));
    }

    String serviceKey() throws IOException {
        return home.secret(Secret.SERVICE_KEY).read();
    }

    /// What it wrote down.
    ///
    /// @throws UserError where none runs
    StackState running() throws IOException {
        return StackState.read(home.state())
                .filter(state -> state.supervisor().find().isPresent())
                .orElseThrow(() -> new UserError("No stack runs in " + home.directory()));
    }

    /// Publishes the fact, and returns when every service that keeps a copy has applied it.
    void apply(IdentityRecord fact) throws IOException {
        StackState state = running();
        Place place = fact.publish(kafka(state));
        for (String reader : fact.readers()) {
            AppliedFacts applied = new AppliedFacts(URI.create(internalUrl(state, reader)), serviceKey());
            if (!applied.await(fact, place, APPLY_LIMIT)) {
                throw new UserError("Published, but " + reader + " has not applied it after " + APPLY_LIMIT.toSeconds()
                        + " s; see " + home.log(reader));
            }
        }
    }

    /// Ends the service's processes, and keeps them from starting again.
    void hold(String service) throws IOException {
        for (String name : replicas(service)) {
            Files.createDirectories(home.directory().resolve("held"));
            Files.write(home.held(name), new byte[0]);
            StackPart part = new StackPart(home, name);
            if (Optional.ofNullable(part.recorded().process())
                    .flatMap(ProcessMark::find)
                    .isPresent()) {
                part.stop();
            }
        }
    }

    /// Whether none of the service's processes runs, and none will start.
    boolean isHeld(String service) throws IOException {
        return replicas(service).stream()
                .allMatch(name -> Files.exists(home.held(name))
                        && Optional.ofNullable(
                                        new StackPart(home, name).recorded().process())
                                .flatMap(ProcessMark::find)
                                .isEmpty());
    }

    void release(String service) throws IOException {
        for (String name : replicas(service)) {
            Files.deleteIfExists(home.held(name));
        }
    }

    /// @return the name of a service's database
    /// @throws UserError for what has none
    static String requireDatabase(String service) {
        return Services.database(service)
                .orElseThrow(() -> new UserError(
                        service + " has no database: " + String.join(", ", Services.WITH_DATABASE) + " have one"));
    }

    RestoredDatabase databaseOf(String service) throws IOException {
        String name = requireDatabase(service);
        Optional<PostgresAddress> external = StackSettings.from(System.getenv()).postgres();
        return external.isPresent()
                ? new RestoredDatabase(
                        external.get().jdbcUrl(name),
                        external.get().username(),
                        external.get().password())
                : new RestoredDatabase(
                        "jdbc:" + internalUrl(running(), "postgres") + "/" + name,
                        PostgresServer.USER,
                        home.secret(Secret.POSTGRES_PASSWORD).read());
    }

    private List<String> replicas(String service) throws IOException {
        List<String> names = running().parts().stream()
                .map(Part::name)
                .filter(name -> name.matches(Pattern.quote(service) + "(-[0-9]+)?"))
                .toList();
        if (names.isEmpty()) {
            throw new UserError("This stack has no " + service);
        }
        return names;
    }

    private static String internalUrl(StackState state, String name) {
        return state.part(name).map(Part::internalUrl).orElseThrow(() -> new UserError("This stack has no " + name));
    }
}
