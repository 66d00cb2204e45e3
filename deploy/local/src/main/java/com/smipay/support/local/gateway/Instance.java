package com.smipay.support.local.gateway;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One replica of a service.
///
/// @param address of its public listener
/// @param readiness what answers 200 while requests may be sent to it; null where nobody can tell
public record Instance(URI address, @Nullable URI readiness) {
    private static final String BETWEEN = ">";

    static Instance parse(String text) {
        List<String> sides = List.of(text.split(BETWEEN, 2));
        return new Instance(URI.create(sides.getFirst()), sides.size() == 1 ? null : URI.create(sides.getLast()));
    }

    /// What [#parse] reads.
    String toArgument() {
        return readiness == null ? address.toString() : address + BETWEEN + readiness;
    }
}
