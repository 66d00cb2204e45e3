package com.smipay.support.kit.http;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A query whose escapes are broken, or stand for bytes that are no UTF-8, is the client's fault, a 400 (`decisions.md`
/// 2 and 4). The server reads queries when somebody asks for them, then throws whatever its decoder stumbled over, and
/// puts U+FFFD for bytes that are no text: here it is looked at in good time. An `&` too many, or a name without a
/// value, as builders of addresses leave them, is no fault.
public final class ReadableQueryFilter implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        if (isReadable(req)) {
            chain.proceed();
        } else {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, Problem.malformed("The query of the address is malformed"));
        }
    }

    private static boolean isReadable(RoutingRequest req) {
        if (req.query().isEmpty()) {
            return true;
        }
        try {
            req.query().names().forEach(name -> req.query().all(name));
            return isUtf8(req.query().rawValue());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /// @param query whose escapes are whole
    private static boolean isUtf8(String query) {
        if (query.indexOf('%') < 0) {
            return true;
        }
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int at = 0; at < query.length(); at++) {
            char next = query.charAt(at);
            if (next == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(query, at + 1, at + 3));
                at += 2;
            } else {
                bytes.put((byte) next);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
