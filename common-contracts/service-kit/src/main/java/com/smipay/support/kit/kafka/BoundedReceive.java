package com.smipay.support.kit.kafka;

import java.lang.reflect.Field;
import org.apache.kafka.common.network.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bounds what a Kafka client believes of an answer's size (ADR 0048). The client reads four bytes, takes them for a
/// length and allocates that much, without a bound and without a setting for one (Kafka's proposal KIP-498 was never
/// accepted): `HTTP` is 1.2 gigabytes, and a TLS alert 352 megabytes, so that an address which leads to something else
/// than Kafka ends the process. Its own selector knows a bound, as brokers use it; only clients never give it one.
/// Beyond it the selector drops the connection and the client tries again, as with any broken line.
final class BoundedReceive {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedReceive.class);

    /// More than any answer that is configured here: fetches are of a megabyte, and a broker takes records of one.
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final String BOUND = "maxReceiveSize";

    private BoundedReceive() {}

    /// @param client a producer, an admin or a consumer that was just made and was not used yet
    /// @param way its fields that lead to its selector
    /// @return the client
    static <T> T of(T client, String... way) {
        try {
            Object at = client;
            for (String field : way) {
                at = field(at, field).get(at);
            }
            if (!(at instanceof Selector)) {
                throw new NoSuchFieldException("no selector at the end of the way");
            }
            field(at, BOUND).setInt(at, MOST_BYTES);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // It serves; only against strangers it is not guarded, and a test of this kit says so at once.
            LOG.error("{} is built otherwise than expected: its answers are not bounded", client.getClass(), e);
        }
        return client;
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
