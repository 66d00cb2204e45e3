package com.smipay.support.realtime.handshake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The contract of the events and the sockets, as it stands in the contracts.
final class AsyncApi {
    private static final String RESOURCE = "/asyncapi/asyncapi.yaml";

    private AsyncApi() {}

    /// @throws IllegalStateException when the contracts lack it: a build fault
    static String document() {
        try (InputStream stream = AsyncApi.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("No document at " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
