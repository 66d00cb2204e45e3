package com.smipay.support.kit.limit;

import com.smipay.support.contracts.http.Headers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What became of a call that was counted, and what its client is told of the limit that is nearest to it: the header
/// fields of `draft-ietf-httpapi-ratelimit-headers-10`, so that a client can pace itself before it is refused.
///
/// @param waiting how long to wait; empty where the call may go on
/// @param fields by the name of the header field; empty where nothing limits
public record Counted(Optional<Duration> waiting, Map<String, String> fields) {
    static final Counted FREE = new Counted(Optional.empty(), Map.of());

    public Counted {
        fields = Map.copyOf(fields);
    }

    /// @param nearest whose state the client is told
    static Counted of(LimitSettings settings, RequestLimits.By nearest, Draw draw) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                Headers.RATE_LIMIT_POLICY,
                policy(RequestLimits.By.DEVICE, settings.device())
                        + ", "
                        + policy(RequestLimits.By.ADDRESS, settings.address()));
        fields.put(
                Headers.RATE_LIMIT,
                name(nearest) + ";r=" + draw.remaining() + ";t="
                        + seconds(draw.waiting().orElse(draw.untilFull())));
        return new Counted(draw.waiting(), fields);
    }

    /// A bucket that is full lets so many through, and is full again after so many seconds.
    private static String policy(RequestLimits.By by, Limit limit) {
        return name(by) + ";q=" + limit.capacity() + ";w=" + seconds(limit.untilFull());
    }

    private static String name(RequestLimits.By by) {
        return '"' + by.name().toLowerCase(Locale.ROOT) + '"';
    }

    /// Whole ones, rounded up to the tenth of a millisecond that a bucket's time may be off.
    private static long seconds(Duration time) {
        return Math.max(0, (time.toNanos() + 999_900_000L) / 1_000_000_000L);
    }
}
