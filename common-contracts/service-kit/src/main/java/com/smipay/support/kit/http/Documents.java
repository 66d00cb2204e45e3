package com.smipay.support.kit.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/// Serves a document of the contracts (`decisions.md` 46). A client that holds it already gets a 304.
public final class Documents {
    private Documents() {}

    /// @param resource an absolute class path location without its ending, for example `/openapi/ticket`
    public static Handler of(String resource) {
        PublishedDocument document = PublishedDocument.of(resource);
        return (req, res) -> {
            PublishedDocument.Form form = document.accepted(header(req, HeaderNames.ACCEPT));
            res.header(HeaderNames.ETAG, form.tag());
            res.header(HeaderNames.CACHE_CONTROL, "no-cache");
            res.header(HeaderNames.VARY, "Accept, Origin");
            if (form.isHeldBy(header(req, HeaderNames.IF_NONE_MATCH))) {
                res.status(Status.NOT_MODIFIED_304).send();
                return;
            }
            res.header(HeaderNames.CONTENT_TYPE, form.mediaType());
            res.send(form.bytes());
        };
    }

    /// All values of a header in one list.
    private static @Nullable String header(ServerRequest req, HeaderName name) {
        return req.headers().contains(name)
                ? String.join(",", req.headers().get(name).allValues())
                : null;
    }
}
