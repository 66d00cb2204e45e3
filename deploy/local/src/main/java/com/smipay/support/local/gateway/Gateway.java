package com.smipay.support.local.gateway;

import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.OptionMap;

/// A gateway that runs.
public final class Gateway implements AutoCloseable {
    /// Longer than any service lets a request take: then somebody hangs, and the client learns it.
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    /// More than processors: every close makes XNIO look through all the connections of its thread that have news, so
    /// when thousands of sockets break at once, the work of a thread grows with the square of its share.
    private static final int IO_THREADS = 8;

    /// Per I/O thread. Together they keep a service busy and leave it few to hold in waiting. To wait costs nothing
    /// here; there it costs a thread, a token verified, and work done in vain when the wait was too long. They stay
    /// open, for opening them costs most in a rush.
    private static final int REQUEST_CONNECTIONS = 16;

    /// Per I/O thread. What waits for a connection to a service; beyond that it is refused at once.
    private static final int QUEUE = 64;

    /// Per I/O thread. A socket holds its connection for as long as the app is open.
    private static final int SOCKET_CONNECTIONS = 16_384;

    /// For less time than the services keep theirs, so that no request meets one that is closing.
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(45);
    /// Without a byte either way: a client that stopped in the middle, or is gone. Sockets are pinged every 25 s.
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(90);

    /// What of a head is read, so that its client sees why it is refused ([RequestLimit]). Who sends more is cut off.
    private static final int HEADER_LIMIT = 256 * 1024;

    private final Listener listener;
    private final List<ReadyInstances> services;

    private Gateway(Listener listener, List<ReadyInstances> services) {
        this.listener = listener;
        this.services = services;
    }

    /// A process of its own, so that it is watched over like any other. Arguments: see [GatewaySettings#parse].
    public static void main(String[] arguments) {
        // One line for each fault: the traces of a proxy that meets a dead service tell nothing more.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%n");
        Logger.getLogger("").setLevel(Level.WARNING);
        Gateway gateway =
                Gateway.start(GatewaySettings.parse(List.of(arguments)).with(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
    }

    /// Returns when it listens. The services need not run yet: until they do, they are answered for with a 503.
    ///
    /// @throws RuntimeException where the port is taken
    public static Gateway start(GatewaySettings settings) {
        List<ReadyInstances> clients = new ArrayList<>();
        Map<Upstream, HttpHandler> services = new EnumMap<>(Upstream.class);
        settings.upstreams().forEach((upstream, instances) -> {
            ReadyInstances client = new ReadyInstances(instances);
            clients.add(client);
            services.put(upstream, proxy(upstream, client, instances.size()));
        });
        Listener listener = Listener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()),
                IO_THREADS,
                OptionMap.builder()
                        // Paths and queries go through as they came: what is wrong with them is the services' to say.
                        .set(UndertowOptions.DECODE_URL, false)
                        .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                        .set(UndertowOptions.MAX_HEADER_SIZE, HEADER_LIMIT)
                        // Else 2 MiB, over which it calls a body malformed that RequestLimit calls too large.
                        .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) REQUEST_LIMIT.toMillis())
                        .set(UndertowOptions.IDLE_TIMEOUT, (int) SILENCE_LIMIT.toMillis())
                        .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int)
                                Duration.ofMinutes(2).toMillis())
                        .getMap(),
                new CrossOriginHandler(
                        settings.crossOrigin(), new RequestLimit(website(settings, new Ingress(services)))));
        return new Gateway(listener, clients);
    }

    public int port() {
        return listener.port();
    }

    /// Requests under way are cut off.
    @Override
    public void close() {
        services.forEach(ReadyInstances::close);
        listener.close();
    }

    private static HttpHandler website(GatewaySettings settings, HttpHandler services) {
        HttpHandler withPages = settings.website()
                .pages()
                .<HttpHandler>map(
                        pages -> new WebPages(pages, settings.website().openId(), services))
                .orElse(services);
        return settings.website()
                .signInKey()
                .<HttpHandler>map(key -> new LocalSignIn(key, settings.upstreams(), withPages))
                .orElse(withPages);
    }

    private static HttpHandler proxy(Upstream upstream, LoadBalancingProxyClient client, int instances) {
        client.setConnectionsPerThread(upstream == Upstream.REALTIME ? SOCKET_CONNECTIONS : REQUEST_CONNECTIONS)
                .setSoftMaxConnectionsPerThread(REQUEST_CONNECTIONS)
                .setMaxQueueSize(QUEUE)
                .setTtl((int) IDLE_LIMIT.toMillis())
                // Seconds that a service which failed is left alone: it may be back at once.
                .setProblemServerRetry(1);
        return ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime((int) REQUEST_LIMIT.toMillis())
                // An instance may have just died: the others are asked before the client is told.
                .setMaxConnectionRetries(instances)
                .build();
    }
}
