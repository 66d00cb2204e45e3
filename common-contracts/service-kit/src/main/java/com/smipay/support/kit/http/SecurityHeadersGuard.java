package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.regex.Pattern;

/// Every call of the user side names its device, before its token is looked at (`decisions.md` 10).
public final class SecurityHeadersGuard implements Filter {
    private static final HeaderName DEVICE_ID = HeaderNames.create(Headers.DEVICE_ID);
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{8,128}");
    private static final String USER_SIDE = "/api/v1/support";

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (isUserSide(req.path().path()) && !isPresent(req)) {
            throw Problem.of(
                    Status.UNAUTHORIZED_401, "SECURITY_HEADERS_REQUIRED", "Missing or malformed x-device-id header");
        }
        chain.proceed();
    }

    /// The calling device; only for requests that passed the guard. A credential: never log it.
    public static String deviceId(HttpRequest req) {
        return req.headers().get(DEVICE_ID).get();
    }

    private static boolean isUserSide(String path) {
        return path.equals(USER_SIDE) || path.startsWith(USER_SIDE + "/");
    }

    private static boolean isPresent(RoutingRequest req) {
        return req.headers().values(DEVICE_ID).size() == 1
                && VISIBLE.matcher(deviceId(req)).matches();
    }
}
