package com.smipay.support.kit.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Serves a document of the contracts as it stands there (`decisions.md` 46).
public final class Documents {
    private Documents() {}

    /// @param resource an absolute class path location, for example `/openapi/ticket.yaml`
    public static Handler yaml(String resource) {
        byte[] document = read(resource);
        return (req, res) -> {
            res.header(HeaderNames.CONTENT_TYPE, "application/yaml");
            res.send(document);
        };
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Documents.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("No document at " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
