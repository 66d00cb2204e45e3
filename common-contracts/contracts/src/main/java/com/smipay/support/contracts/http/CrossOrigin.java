package com.smipay.support.contracts.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which origins' pages may read answers (`decisions.md` 47), and the header fields that tell their browser so. They
/// stand on every answer, whoever gives it: without them a page sees a network error where a refusal stood. A foreign
/// origin is told nothing.
///
/// @param origins `scheme://host[:port]`, as browsers send them
public record CrossOrigin(Set<String> origins) {
    public static final CrossOrigin NONE = new CrossOrigin(Set.of());

    /// Those that a method tells more by than a page could read without being told.
    private static final String EXPOSED = String.join(
            ", ",
            Headers.REQUEST_ID,
            Headers.RETRY_AFTER,
            Headers.IDEMPOTENT_REPLAYED,
            Headers.RATE_LIMIT,
            Headers.RATE_LIMIT_POLICY,
            "Location",
            "ETag",
            "WWW-Authenticate");

    public CrossOrigin {
        origins = Set.copyOf(origins);
    }

    /// @param origins as a setting has them: one that ends in a slash means the same without it
    public static CrossOrigin of(Collection<String> origins) {
        return new CrossOrigin(origins.stream().map(CrossOrigin::withoutSlash).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean allows(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    /// For any answer but that to a preflight.
    ///
    /// @param origin as the request has it; null where it has none
    public Map<String, String> answer(@Nullable String origin) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Vary", "Origin");
        if (origin != null && allows(origin)) {
            // Nothing here goes by cookies, so a page that sends them along is as welcome.
            fields.put("Access-Control-Allow-Origin", origin);
            fields.put("Access-Control-Allow-Credentials", "true");
            fields.put("Access-Control-Expose-Headers", EXPOSED);
        }
        return fields;
    }

    /// For a preflight of an origin that is allowed.
    ///
    /// @param requestedHeaders what the page wants to send; null where it says nothing of that
    public Map<String, String> preflight(String origin, @Nullable String requestedHeaders) {
        Map<String, String> fields = answer(origin);
        fields.put("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        fields.put("Access-Control-Allow-Methods", "GET, POST, PUT");
        if (requestedHeaders != null) {
            fields.put("Access-Control-Allow-Headers", requestedHeaders);
        }
        fields.put("Access-Control-Max-Age", "3600");
        return fields;
    }

    private static String withoutSlash(String origin) {
        return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    }
}
