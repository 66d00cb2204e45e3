package com.smipay.support.kit.http;

import com.smipay.support.kit.limit.Counted;
import com.smipay.support.kit.limit.RequestLimits;
import io.helidon.http.HeaderNames;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/// Limits the calls that need no token, whether one is sent or not (`decisions.md` 15); only a valid admin's is free of
/// the limit of its device. For requests that passed the [SecurityHeadersGuard].
final class RequestLimitGuard {
    /// Kept with the request, because an error handler starts from bare headers.
    record Told(Map<String, String> fields) {
        void writeTo(ServerResponse res) {
            fields.forEach((name, value) -> res.header(HeaderNames.create(name), value));
        }
    }

    private final RequestLimits limits;
    private final ClientAddress addresses;
    private final Callers callers;
    private final List<PathMatcher> limited;

    /// @param paths as they are given to [Endpoints], so that a path written otherwise is no way around
    RequestLimitGuard(RequestLimits limits, ClientAddress addresses, Callers callers, List<String> paths) {
        this.limits = limits;
        this.addresses = addresses;
        this.callers = callers;
        this.limited = paths.stream().map(PathMatchers::create).toList();
    }

    /// Tells the client how it stands, in whatever answer follows.
    ///
    /// @throws Problem 429
    void check(ServerRequest req, ServerResponse res) {
        if (isLimited(req)) {
            Counted counted = limits.count(
                    SecurityHeadersGuard.deviceId(req), addresses.resolve(req), () -> callers.isAdmin(req));
            Told told = new Told(counted.fields());
            req.context().register(told);
            told.writeTo(res);
            counted.waiting().ifPresent(wait -> {
                throw Problem.rateLimited(wait);
            });
        }
    }

    private boolean isLimited(ServerRequest req) {
        return limited.stream()
                .anyMatch(path -> path.match(req.prologue().uriPath()).accepted());
    }
}
