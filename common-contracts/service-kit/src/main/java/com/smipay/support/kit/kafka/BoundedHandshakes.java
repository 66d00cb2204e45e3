package com.smipay.support.kit.kafka;

import java.nio.channels.SelectionKey;
import java.util.Map;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.security.authenticator.SaslClientAuthenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a client's channels as before, and gives each the buffer for the first answer of its handshake by SASL, with a
/// bound; by itself the client would take one without ([BoundedReceive]). The first question is for the versions that a
/// broker knows, so whatever answers in another protocol gets no further than that; who answers it is a broker, and is
/// believed. A connection that authenticates itself again has been a broker's all the time.
final class BoundedHandshakes implements ChannelBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHandshakes.class);
    private static final String AUTHENTICATOR = "authenticator";
    private static final String ANSWER = "netInBuffer";

    private final SaslChannelBuilder channels;

    BoundedHandshakes(SaslChannelBuilder channels) {
        this.channels = channels;
    }

    @Override
    public KafkaChannel buildChannel(
            String id,
            SelectionKey key,
            int maxReceiveSize,
            MemoryPool memoryPool,
            ChannelMetadataRegistry metadataRegistry) {
        KafkaChannel channel = channels.buildChannel(id, key, maxReceiveSize, memoryPool, metadataRegistry);
        try {
            if (!(BoundedReceive.value(channel, AUTHENTICATOR) instanceof SaslClientAuthenticator handshake)) {
                throw new NoSuchFieldException("no handshake of a client");
            }
            BoundedReceive.set(handshake, ANSWER, new NetworkReceive(BoundedReceive.MOST_BYTES, id));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // As in BoundedReceive: a test of this kit says so at once.
            LOG.error("A channel is built otherwise than expected: its handshake is not bounded", e);
        }
        return channel;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        channels.configure(configs);
    }

    @Override
    public void close() {
        channels.close();
    }
}
