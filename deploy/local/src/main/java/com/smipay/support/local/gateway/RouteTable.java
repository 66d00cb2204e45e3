package com.smipay.support.local.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who serves which path (the architecture's table; `decisions.md` 46 for the documents). Methods are the services' own
/// business: a wrong one is their 405.
public final class RouteTable {
    private static final String ONE_SEGMENT = "[^/]+";

    private static final List<Route> ROUTES = List.of(
            route("/api/v1/support/request-support", Upstream.TICKET),
            route("/api/v1/support/my-tickets", Upstream.TICKET),
            route("/api/v1/support/create-ticket", Upstream.TICKET),
            route("/api/v1/support/chat/send", Upstream.MESSAGING),
            route("/api/v1/support/chat/send-unauthenticated", Upstream.MESSAGING),
            route("/api/v1/support/conversations", Upstream.MESSAGING),
            route("/api/v1/support/conversations/:id", Upstream.MESSAGING),
            route("/api/v1/support/conversations/:id/read", Upstream.MESSAGING),
            route("/api/v1/support/conversations/:id/rate", Upstream.MESSAGING),
            route("/api/v1/support/ticket", Upstream.MESSAGING),
            route("/api/v1/support/ticket/add-message", Upstream.MESSAGING),
            route("/api/v1/support/ticket/:n/read", Upstream.MESSAGING),
            route("/api/v1/support/ticket/:n/rate", Upstream.RATING),
            route("/api/v1/unified-admin/support", Upstream.TICKET),
            route("/api/v1/unified-admin/support/", Upstream.TICKET),
            // Before the paths of a ticket: no ticket has one of these words for an id.
            route("/api/v1/unified-admin/support/conversations", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id/claim", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id/reply", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id/create-ticket", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id/close", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/conversations/:id/handover", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/handovers/:id/respond", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/agents", Upstream.MESSAGING),
            route("/api/v1/unified-admin/support/:id", Upstream.TICKET),
            route("/api/v1/unified-admin/support/:id/status", Upstream.TICKET),
            route("/api/v1/unified-admin/support/:id/assign", Upstream.TICKET),
            route("/api/v1/unified-admin/support/:id/priority", Upstream.TICKET),
            route("/api/v1/unified-admin/support/:id/contact", Upstream.TICKET),
            route("/api/v1/unified-admin/support/:id/reply", Upstream.MESSAGING),
            route("/openapi", Upstream.TICKET),
            route("/openapi/ticket", Upstream.TICKET),
            route("/openapi/messaging", Upstream.MESSAGING),
            route("/openapi/rating", Upstream.RATING),
            route("/asyncapi", Upstream.REALTIME),
            route("/socket.io", Upstream.REALTIME),
            route("/socket.io/", Upstream.REALTIME));

    /// What a service behind might read as another path than the one that was routed.
    private static final List<String> TRICKS = List.of("/./", "/../", "%2f", "%5c", "\\", ";");

    private RouteTable() {}

    /// @param path as it came over the wire, still encoded, without the query
    /// @return empty for a path that nobody serves
    public static Optional<Upstream> route(String path) {
        return isTricky(path)
                ? Optional.empty()
                : ROUTES.stream()
                        .filter(route -> route.path.matcher(path).matches())
                        .map(Route::upstream)
                        .findFirst();
    }

    /// Every path of the table with one in the place of each of its variables, by its service.
    static Map<String, Upstream> examples(String one) {
        return ROUTES.stream()
                .collect(Collectors.toMap(route -> route.template.replaceAll(":[a-z]+", one), Route::upstream));
    }

    private static boolean isTricky(String path) {
        String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".") + "/";
        return TRICKS.stream().anyMatch(plain::contains);
    }

    private static Route route(String template, Upstream upstream) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : template.substring(1).split("/", -1)) {
            pattern.append('/').append(segment.startsWith(":") ? ONE_SEGMENT : Pattern.quote(segment));
        }
        return new Route(template, Pattern.compile(pattern.toString()), upstream);
    }

    private record Route(String template, Pattern path, Upstream upstream) {}
}
