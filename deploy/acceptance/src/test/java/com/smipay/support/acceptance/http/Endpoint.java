package com.smipay.support.acceptance.http;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Dashboard;
import java.util.Arrays;
import java.util.stream.Stream;

/// Every endpoint of the two API documents.
enum Endpoint {
    REQUEST("POST", App.REQUEST),
    MY_TICKETS("GET", App.MY_TICKETS),
    CONVERSATION("GET", "/api/v1/support/ticket"),
    ADD_MESSAGE("POST", App.ADD_MESSAGE),
    READ("POST", App.readPath("SMI-2026-000001")),
    RATE("POST", App.ratePath("SMI-2026-000001")),
    LIST("GET", Dashboard.BASE),
    OPEN("POST", Dashboard.BASE),
    DETAIL("GET", Dashboard.BASE + "/SMI-2026-000001"),
    REPLY("POST", Dashboard.BASE + "/SMI-2026-000001/reply"),
    STATUS("PUT", Dashboard.BASE + "/SMI-2026-000001/status"),
    ASSIGN("PUT", Dashboard.BASE + "/SMI-2026-000001/assign"),
    PRIORITY("PUT", Dashboard.BASE + "/SMI-2026-000001/priority"),
    CONTACT("PUT", Dashboard.BASE + "/SMI-2026-000001/contact");

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    /// Whether its path takes a method, for this or for another endpoint.
    boolean takes(String anyMethod) {
        return Arrays.stream(values()).anyMatch(other -> other.path.equals(path) && other.method.equals(anyMethod));
    }

    Call call() {
        return call(method);
    }

    Call call(String anyMethod) {
        return Call.of(anyMethod, path);
    }

    boolean isUserSide() {
        return path.startsWith("/api/v1/support");
    }

    boolean needsToken() {
        return !isUserSide() || this == MY_TICKETS || this == RATE;
    }

    /// `/read` takes no body at all for "everything".
    boolean needsBody() {
        return !method.equals("GET") && this != READ;
    }

    static Stream<Endpoint> userSide() {
        return Arrays.stream(values()).filter(Endpoint::isUserSide);
    }

    static Stream<Endpoint> adminSide() {
        return Arrays.stream(values()).filter(endpoint -> !endpoint.isUserSide());
    }

    static Stream<Endpoint> withToken() {
        return Arrays.stream(values()).filter(Endpoint::needsToken);
    }

    static Stream<Endpoint> withBody() {
        return Arrays.stream(values()).filter(endpoint -> !endpoint.method.equals("GET"));
    }
}
