package com.smipay.support.local.gateway;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.PreCompressedResourceSupplier;
import io.undertow.server.handlers.resource.ResourceHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the pages of `deploy/web`: files, and of what is made here only who signs people in, where a setting says so.
/// Whatever it has no file for is the next one's, so a gateway without pages answers as if it had never heard of them.
final class WebPages implements HttpHandler {
    /// What every page asks for first, as a file of any web server could say it.
    static final String SETTINGS = "/settings.json";

    /// By their addresses. The names of the rest carry a digest of what is in them.
    private static final Map<String, String> PAGES = Map.of(
            "/",
            "/index.html",
            "/desk",
            "/desk.html",
            "/phone",
            "/phone.html",
            "/docs",
            "/docs.html",
            "/docs/events",
            "/events.html",
            SETTINGS,
            SETTINGS,
            "/favicon.svg",
            "/favicon.svg");

    private static final Pattern ASSET = Pattern.compile("/assets/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    /// Only what lies beside the page runs, looks and is asked; and what a message says becomes no markup, because
    /// no script can make any (Trusted Types). The front page shows the phone and the desk in frames.
    private static final String STRICT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// The pages of the API documents render them by libraries, which make markup of the documents' own texts.
    private static final String DOCUMENTS = STRICT.substring(0, STRICT.indexOf("; require-trusted-types-for"));

    private static final HttpString POLICY = HttpString.tryFromString("Content-Security-Policy");
    private static final HttpString NO_SNIFF = HttpString.tryFromString("X-Content-Type-Options");
    private static final HttpString REFERRER = HttpString.tryFromString("Referrer-Policy");
    private static final HttpString OPENER = HttpString.tryFromString("Cross-Origin-Opener-Policy");

    private final Path directory;
    private final Optional<OpenIdSettings> openId;
    private final HttpHandler next;
    private volatile @Nullable HttpHandler files;

    /// @param directory need not be there yet: what is built while the gateway runs is served from then on
    WebPages(Path directory, Optional<OpenIdSettings> openId, HttpHandler next) {
        this.directory = directory;
        this.openId = openId;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<String> file = file(exchange);
        HttpHandler found = file.isEmpty() ? null : files();
        if (file.isEmpty() || found == null) {
            next.handleRequest(exchange);
            return;
        }
        String path = exchange.getRequestURI();
        exchange.setRelativePath(file.get());
        exchange.getResponseHeaders()
                .put(POLICY, policy(path))
                .put(NO_SNIFF, "nosniff")
                .put(REFERRER, "no-referrer")
                .put(OPENER, "same-origin")
                .put(Headers.CACHE_CONTROL, ASSET.matcher(path).matches() ? FOREVER : ASK_AGAIN)
                .put(Headers.VARY, "Accept-Encoding");
        if (path.equals(SETTINGS) && openId.isPresent()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender().send(openId.get().toJson());
            return;
        }
        found.handleRequest(exchange);
    }

    /// Whoever signs people in is asked too.
    private String policy(String path) {
        String policy = path.startsWith("/docs") ? DOCUMENTS : STRICT;
        return openId.map(issuer -> policy.replace("connect-src 'self'", "connect-src 'self' " + issuer.origin()))
                .orElse(policy);
    }

    private @Nullable HttpHandler files() {
        HttpHandler made = files;
        if (made == null && Files.isDirectory(directory)) {
            made = new ResourceHandler(
                    new PreCompressedResourceSupplier(new PathResourceManager(directory)).addEncoding("gzip", ".gz"),
                    next);
            files = made;
        }
        return made;
    }

    private static Optional<String> file(HttpServerExchange exchange) {
        HttpString method = exchange.getRequestMethod();
        if (!method.equals(Methods.GET) && !method.equals(Methods.HEAD)) {
            return Optional.empty();
        }
        String path = exchange.getRequestURI();
        return ASSET.matcher(path).matches() ? Optional.of(path) : Optional.ofNullable(PAGES.get(path));
    }
}
