package com.smipay.support.kit.runtime;

import com.smipay.support.kit.http.ConnectionEnd;
import com.smipay.support.kit.http.CorrelationFilter;
import com.smipay.support.kit.http.CorsFilter;
import com.smipay.support.kit.http.ErrorFeature;
import com.smipay.support.kit.http.OlderHttp;
import com.smipay.support.kit.http.ReadableQueryFilter;
import com.smipay.support.kit.http.RequestFraming;
import com.smipay.support.kit.http.RequestHeads;
import com.smipay.support.kit.http.RequestSlots;
import com.smipay.support.kit.http.StatusProblems;
import com.smipay.support.kit.http.UnreadBody;
import io.helidon.common.socket.SocketOptions;
import io.helidon.health.HealthCheck;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.helidon.webserver.observe.metrics.MetricsObserver;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Builds the web server of a service: the public listener behind the ingress, and the internal one that the
/// ingress does not route (health, metrics, the peers' calls). Helidon's own bounds are mostly "unlimited"; ours
/// are set here.
public final class Listeners {
    static final String INTERNAL = "internal";
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_INTERNAL_BODY = 1024 * 1024;

    /// A client that stops in the middle of a request holds its connection no longer. The server's own idle timeout
    /// ends only connections between two requests.
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private Listeners() {}

    /// For a service without a public HTTP listener of Helidon's: the internal one alone, as the default socket.
    public static WebServer internalOnly(
            ListenerSettings internal, Consumer<HttpRouting.Builder> routing, List<HealthCheck> checks) {
        return WebServer.builder()
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .addFeature(observe(checks, WebServer.DEFAULT_SOCKET_NAME))
                .update(builder -> configure(builder, internal, MAX_INTERNAL_BODY))
                .routing(builder -> fill(builder, internal, routing))
                .build();
    }

    public static WebServer publicAndInternal(
            ListenerSettings external,
            Consumer<HttpRouting.Builder> externalRouting,
            ListenerSettings internal,
            Consumer<HttpRouting.Builder> internalRouting,
            List<HealthCheck> checks) {
        WebServerConfig.Builder server = WebServer.builder()
                .featuresDiscoverServices(false)
                .shutdownHook(false)
                .addFeature(observe(checks, INTERNAL))
                .update(builder -> configure(builder, external, MAX_BODY))
                .routing(builder -> fill(builder, external, externalRouting));
        server.putSocket(
                INTERNAL,
                ListenerConfig.builder()
                        .name(INTERNAL)
                        .update(builder -> configure(builder, internal, MAX_INTERNAL_BODY))
                        .routing(HttpRouting.builder().update(builder -> fill(builder, internal, internalRouting)))
                        .build());
        return server.build();
    }

    private static void fill(
            HttpRouting.Builder builder, ListenerSettings settings, Consumer<HttpRouting.Builder> routing) {
        builder.addFilter(new ConnectionEnd());
        builder.addFilter(new CorrelationFilter());
        builder.addFeature(new ErrorFeature());
        // Before everything that may refuse: a browser may read every refusal.
        builder.addFilter(new CorsFilter(settings.crossOrigin()));
        builder.addFilter(new ReadableQueryFilter());
        routing.accept(builder);
        builder.addFilter(new RequestFraming());
        builder.addFilter(new RequestSlots(settings.maxRequests(), settings.maxActive()));
    }

    private static void configure(ListenerConfig.BuilderBase<?, ?> listener, ListenerSettings settings, int maxBody) {
        UnreadBody unread = new UnreadBody();
        RequestHeads heads = new RequestHeads();
        listener.host(settings.host())
                .port(settings.port())
                .maxPayloadSize(maxBody)
                .maxTcpConnections(settings.maxConnections())
                .shutdownGracePeriod(settings.grace())
                .idleConnectionTimeout(Duration.ofMinutes(2))
                .idleConnectionPeriod(Duration.ofSeconds(30))
                // Off by default, which stalls keep-alive clients by 40 ms.
                .connectionOptions(SocketOptions.builder()
                        .tcpNoDelay(true)
                        .socketReceiveBufferSize(64 * 1024)
                        .readTimeout(SILENCE)
                        .build())
                .addConnectionSelector(new OlderHttp())
                .addProtocol(Http1Config.builder()
                        // RequestHeads looks at both first, and knows whom to answer how.
                        .maxHeadersSize(2 * RequestHeads.MAX_BYTES)
                        .maxPrologueLength(RequestHeads.MOST_READ)
                        .validatePath(false)
                        .validatePrologue(false)
                        .addReceiveListener(heads)
                        .addSendListener(unread)
                        .build())
                .directHandlers(StatusProblems.directHandlers(unread, heads, settings.crossOrigin()))
                .mediaContext(MediaContext.create());
    }

    private static ObserveFeature observe(List<HealthCheck> checks, String socket) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .endpoint("")
                .sockets(List.of(socket))
                .addObserver(HealthObserver.builder()
                        .useSystemServices(false)
                        .details(true)
                        .endpoint("health")
                        .addHealthChecks(checks)
                        .build())
                .addObserver(MetricsObserver.builder().endpoint("metrics").build())
                .build();
    }
}
