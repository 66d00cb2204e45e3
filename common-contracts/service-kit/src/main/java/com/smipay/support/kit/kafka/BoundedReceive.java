package com.smipay.support.kit.kafka;

import java.lang.reflect.Field;
import java.util.Objects;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds what a Kafka client believes of an answer's size (ADR 0048). The client reads four bytes, takes them for a
/// length and allocates that much, without a bound and without a setting for one (Kafka's proposal KIP-498 was never
/// accepted): `HTTP` is 1.2 gigabytes, and a TLS alert 352 megabytes, so that an address which leads to something else
/// than Kafka ends the process. Its own selector knows a bound, as brokers use it; only clients never give it one.
/// Beyond it the selector drops the connection and the client tries again, as with any broken line. While a client
/// authenticates itself by SASL it reads past its selector: there the first answer is bounded by itself, which none but
/// a broker's outlives ([BoundedHandshakes]).
final class BoundedReceive {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedReceive.class);

    /// More than any answer that is configured here: fetches are of a megabyte, and a broker takes records of one.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final String BOUND = "maxReceiveSize";
    private static final String CHANNELS = "channelBuilder";

    private BoundedReceive() {}

    /// @param client a producer, an admin or a consumer that was just made and was not used yet
    /// @param way its fields that lead to its selector
    /// @return the client
    static <T> T of(T client, String... way) {
        try {
            Object at = client;
            for (String field : way) {
                at = value(at, field);
            }
            if (!(at instanceof Selector)) {
                throw new NoSuchFieldException("no selector at the end of the way");
            }
            field(at, BOUND).setInt(at, MOST_BYTES);
            if (value(at, CHANNELS) instanceof SaslChannelBuilder sasl) {
                set(at, CHANNELS, new BoundedHandshakes(sasl));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It serves; only against strangers it is not guarded, and a test of this kit says so at once.
            LOG.error("{} is built otherwise than expected: its answers are not bounded", client.getClass(), e);
        }
        return client;
    }

    static Object value(Object owner, String name) throws ReflectiveOperationException {
        return Objects.requireNonNull(field(owner, name).get(owner), name);
    }

    static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        field(owner, name).set(owner, value);
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(owner.getClass() + "." + name);
    }
}
