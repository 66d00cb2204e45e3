package com.smipay.support.local.supervisor;

import com.smipay.support.local.gateway.Gateway;
import com.smipay.support.local.gateway.GatewaySettings;
import com.smipay.support.local.gateway.Instance;
import com.smipay.support.local.gateway.Upstream;
import com.smipay.support.local.gateway.Website;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.postgres.PostgresAddress;
import com.smipay.support.servers.postgres.PostgresServer;
import com.smipay.support.servers.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which processes make up the stack, and what each is told.
final class StackPlan {
    private static final String POSTGRES = "postgres";
    private static final String PGBOUNCER = "pgbouncer";
    private static final String KAFKA = "kafka";
    private static final String KAFKA_CONTROLLER = "kafka-controller";
    private static final String GATEWAY = "gateway";
    static final int SERVICE_HEAP = 160;
    private static final int GATEWAY_HEAP = 128;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    /// Of no service and no page: the gateway answers for itself.
    private static final String NOWHERE = "/nowhere";

    private final StackSettings settings;
    private final StackHome home;
    private final PortPlan ports;
    private final ServiceEnvironment environment;
    private final ServiceCheckouts checkouts;

    StackPlan(StackSettings settings, Map<String, Integer> portsBefore) throws IOException {
        this.settings = settings;
        this.home = settings.home();
        this.ports = PortPlan.choose(settings.port(), listeners(settings), portsBefore);
        this.environment = new ServiceEnvironment(
                home,
                ports,
                settings.replicas(),
                settings.postgres(),
                settings.pgBouncer().isPresent(),
                settings.kafka().orElseGet(() -> "127.0.0.1:" + ports.port(KAFKA)),
                settings.kafka().isEmpty(),
                settings.kafkaNames(),
                settings.rateLimit());
        this.checkouts = new ServiceCheckouts(
                home, settings.servicesFrom().orElseGet(() -> Checkout.find().root()));
    }

    PortPlan ports() {
        return ports;
    }

    /// What the services need before they start.
    List<Member> foundations() throws IOException {
        List<Member> members = new ArrayList<>();
        if (settings.postgres().isEmpty()) {
            members.add(Member.postgres(home, ports.port(POSTGRES)));
        }
        if (settings.pgBouncer().isPresent()) {
            members.add(Member.pgBouncer(home, settings.pgBouncer().get(), ports.port(PGBOUNCER), server()));
        }
        if (settings.kafka().isEmpty()) {
            members.add(Member.kafka(home, ports.port(KAFKA), ports.port(KAFKA_CONTROLLER)));
        }
        return members;
    }

    private PostgresAddress server() throws IOException {
        return settings.postgres().isPresent()
                ? settings.postgres().get()
                : new PostgresAddress(
                        "127.0.0.1:" + ports.port(POSTGRES),
                        PostgresServer.USER,
                        home.secret(Secret.POSTGRES_PASSWORD).read(),
                        Map.of());
    }

    List<Member> services() {
        return Services.ALL.stream()
                .flatMap(service -> settings.replicas().names(service).stream().map(name -> service(service, name)))
                .toList();
    }

    /// The one on the public port, run from the same class path as this program.
    Member gateway() {
        GatewaySettings routes = new GatewaySettings(
                settings.port(),
                Map.of(
                        Upstream.TICKET, instances(Services.TICKET),
                        Upstream.MESSAGING, instances(Services.MESSAGING),
                        Upstream.RATING, instances(Services.RATING),
                        Upstream.REALTIME, instances(Services.REALTIME)));
        String url = "http://127.0.0.1:" + settings.port();
        return Member.java(
                GATEWAY,
                () -> gatewayProgram().command(routes.toArguments()),
                website(),
                url,
                null,
                URI.create(url + NOWHERE),
                NOT_FOUND,
                home.log(GATEWAY));
    }

    /// Pages that are built while it runs are there from then on.
    private Map<String, String> website() {
        Map<String, String> website = new HashMap<>();
        website.put(Website.PAGES, pages().toString());
        if (settings.signIn()) {
            website.put(
                    Website.SIGN_IN_KEY, home.secret(Secret.JWT_HS256).path().toString());
        }
        return website;
    }

    static Path pages() {
        return Checkout.find().root().resolve(Path.of("deploy", "web", "dist"));
    }

    /// Every line of `deploy/status` before anything has started.
    List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        settings.postgres()
                .ifPresent(server -> parts.add(new Part(POSTGRES, Phase.EXTERNAL, null, null, server.display())));
        settings.kafka().ifPresent(servers -> parts.add(new Part(KAFKA, Phase.EXTERNAL, null, null, servers)));
        Stream.of(foundations().stream(), services().stream(), Stream.of(gateway()))
                .flatMap(members -> members)
                .forEach(member -> parts.add(Roster.part(member, Phase.DOWN, null)));
        return parts;
    }

    private Member service(String service, String name) {
        return Member.java(
                name,
                () -> JavaProgram.ofJar(checkouts.jar(service, name), SERVICE_HEAP)
                        .command(List.of()),
                environment.variables(service, name),
                environment.publicUrl(name),
                environment.internalUrl(name),
                readiness(name),
                OK,
                home.log(name));
    }

    private URI readiness(String name) {
        return URI.create(environment.internalUrl(name) + "/health/ready");
    }

    private List<Instance> instances(String service) {
        return settings.replicas().names(service).stream()
                .map(name -> new Instance(URI.create(environment.publicUrl(name)), readiness(name)))
                .toList();
    }

    private static List<String> listeners(StackSettings settings) {
        return Stream.concat(
                        settings.pgBouncer().isPresent()
                                ? Stream.of(POSTGRES, PGBOUNCER, KAFKA, KAFKA_CONTROLLER)
                                : Stream.of(POSTGRES, KAFKA, KAFKA_CONTROLLER),
                        settings.replicas().names().stream()
                                .flatMap(name -> Stream.of(name, ServiceEnvironment.internal(name))))
                .toList();
    }

    private static JavaProgram gatewayProgram() {
        String main = Gateway.class.getName();
        return classPath().endsWith(".jar") && !classPath().contains(File.pathSeparator)
                ? JavaProgram.ofJar(Path.of(classPath()), main, GATEWAY, GATEWAY_HEAP)
                : JavaProgram.ofClasses(classPath(), main, GATEWAY_HEAP);
    }

    /// Of `java -jar` that is the jar, whose manifest names the rest.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
    }
}
