package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import com.smipay.support.kit.http.PublishedDocument;
import com.smipay.support.realtime.requests.Authenticator;
import com.smipay.support.realtime.requests.ClientEvent;
import com.smipay.support.realtime.requests.SocketLife;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The public listener: netty-socketio's protocol behind a guard on each channel. The library's own server class is
/// left out, for it hides the port it bound and takes four seconds to stop.
public final class SocketServer implements AutoCloseable {
    static final String NAMESPACE = "/support";
    /// Under which the library's client keeps ours.
    static final String CONNECTION = "connection";

    private static final int PING_INTERVAL_MS = 25_000;
    private static final int PING_TIMEOUT_MS = 20_000;
    /// Room for a herd of apps that come back at once: whom the system turns away comes again seconds later.
    private static final int BACKLOG = 4096;

    private final NioEventLoopGroup acceptors = new NioEventLoopGroup(1, new DefaultThreadFactory("socket-accept"));
    private final NioEventLoopGroup workers = new NioEventLoopGroup(0, new DefaultThreadFactory("socket-io"));
    private final HandshakeCounts counts = new HandshakeCounts();
    private final SocketSettings settings;
    private final GuardedPipeline pipeline;
    private final SocketLife life;

    /// @param executor gives every task a thread of its own that may block
    public SocketServer(SocketSettings settings, Authenticator authenticator, Executor executor, SocketLife life) {
        this(
                settings,
                new HandshakeContext(
                        new UpgradeRules(new Origins(settings.origins())),
                        authenticator,
                        executor,
                        PublishedDocument.of("/asyncapi/asyncapi"),
                        HandshakeContext.Patience.of(settings.joinDeadline())),
                SocketBounds.STANDARD,
                life);
    }

    SocketServer(SocketSettings settings, HandshakeContext handshake, SocketBounds bounds, SocketLife life) {
        this.settings = settings;
        this.life = life;
        this.pipeline = new GuardedPipeline(handshake, life, counts, bounds, settings);
        Configuration configuration = configuration(bounds);
        NamespacesHub namespaces = new NamespacesHub(configuration);
        // The library needs its default namespace for pings; the guard lets nobody speak to it.
        namespaces.create(Namespace.DEFAULT_NAME);
        namespaces.create(NAMESPACE).addEventListener(PacketJson.ANY_EVENT, ClientEvent.class, this::onEvent);
        pipeline.start(configuration, namespaces);
    }

    private static Configuration configuration(SocketBounds bounds) {
        Configuration configuration = new Configuration();
        configuration.setTransports(Transport.WEBSOCKET);
        configuration.setRandomSession(true);
        configuration.setWebsocketCompression(false);
        configuration.setHttpCompression(false);
        // As Node's server has it: who is gone is noticed within 45 s, on both sides.
        configuration.setPingInterval(PING_INTERVAL_MS);
        configuration.setPingTimeout(PING_TIMEOUT_MS);
        configuration.setMaxFramePayloadLength(bounds.frameBytes());
        configuration.setMaxHttpContentLength(bounds.requestBytes());
        configuration.setAddVersionHeader(false);
        configuration.setAckMode(AckMode.MANUAL);
        configuration.setJsonSupport(new PacketJson());
        configuration.setExceptionListener(new ClosingExceptionListener());
        return configuration;
    }

    private void onEvent(SocketIOClient client, ClientEvent event, AckRequest ack) {
        Connection connection = client.get(CONNECTION);
        if (connection != null) {
            life.emitted(
                    connection,
                    event,
                    new Reply(
                            connection,
                            event.asked(),
                            ack.isAckRequested() ? answer -> ack.sendAckData(answer) : null));
        }
    }

    /// Starts to listen.
    ///
    /// @return the port, a free one where the settings say 0
    public int start() {
        Channel listener = new ServerBootstrap()
                .group(acceptors, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(pipeline)
                .bind(settings.host(), settings.port())
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public HandshakeCounts counts() {
        return counts;
    }

    /// Takes nobody new; those who are connected stay.
    public void stopAccepting() {
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /// Cuts whoever is still connected.
    @Override
    public void close() {
        stopAccepting();
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        pipeline.stop();
    }
}
