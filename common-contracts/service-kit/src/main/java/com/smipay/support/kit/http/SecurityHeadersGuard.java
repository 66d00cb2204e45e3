package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.Headers;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRequest;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/// Every call of the user side names its device, before its token is looked at (`decisions.md` 10).
public final class SecurityHeadersGuard {
    private static final HeaderName DEVICE_ID = HeaderNames.create(Headers.DEVICE_ID);
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{8,128}");
    private static final String USER_SIDE = "/api/v1/support";

    private SecurityHeadersGuard() {}

    /// The calling device; only for requests that passed the guard. A credential: never log it.
    public static String deviceId(HttpRequest req) {
        return req.headers().get(DEVICE_ID).get();
    }

    static boolean isUserSide(ServerRequest req) {
        String path = req.path().path();
        return path.equals(USER_SIDE) || path.startsWith(USER_SIDE + "/");
    }

    /// @throws Problem 401
    static void check(ServerRequest req) {
        boolean present = req.headers().all(DEVICE_ID, List::of).size() == 1
                && VISIBLE.matcher(deviceId(req)).matches();
        if (!present) {
            throw refusal("Missing or malformed x-device-id header");
        }
    }

    static Problem refusal(String message) {
        return Problem.unauthenticated("SECURITY_HEADERS_REQUIRED", message, "invalid_request");
    }
}
