package com.smipay.support.kit.http;

import com.smipay.support.contracts.json.Json;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A query whose escapes are broken, or stand for bytes that are no UTF-8, is the client's fault, a 400 (`decisions.md`
/// 2 and 4). The server reads queries when somebody asks for them, then throws whatever its decoder stumbled over, and
/// puts U+FFFD for bytes that are no text: here it is looked at in good time. An `&` too many, or a name without a
/// value, as builders of addresses leave them, is no fault.
public final class ReadableQueryFilter implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        Problem fault = fault(req);
        if (fault == null) {
            chain.proceed();
        } else {
            // Not thrown: what a filter throws is answered outside of the request's scope, without its id.
            ErrorFeature.refuse(req, res, fault);
        }
    }

    private static @Nullable Problem fault(RoutingRequest req) {
        if (req.query().isEmpty()) {
            return null;
        }
        try {
            req.query().names().forEach(name -> req.query().all(name));
            return ofText(req.query().rawValue());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return malformed();
        }
    }

    private static Problem malformed() {
        return Problem.malformed("The query of the address is malformed");
    }

    /// Names each parameter whose value is no UTF-8; a name that is none can't be told.
    private static @Nullable Problem ofText(String query) {
        if (isUtf8(query)) {
            return null;
        }
        Fields faults = new Fields(Json.mapper().createObjectNode());
        for (String parameter : query.split("&", -1)) {
            String raw = parameter.split("=", 2)[0];
            if (!isUtf8(raw)) {
                return malformed();
            }
            if (!isUtf8(parameter)) {
                String name = URLDecoder.decode(raw, StandardCharsets.UTF_8);
                faults.reject(name, name + " must be UTF-8");
            }
        }
        try {
            faults.check();
            return malformed();
        } catch (Problem e) {
            return e;
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
