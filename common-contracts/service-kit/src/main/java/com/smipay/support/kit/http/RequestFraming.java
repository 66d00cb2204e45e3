package com.smipay.support.kit.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Locale;

/// Refuses requests of which two readers may think differently where they end: two lengths, or a length beside chunks.
/// A proxy in front may have read the one, and the server takes the other; what is left over would be the beginning of
/// somebody's request. 400, and the connection ends.
///
/// Bodies come as they are: a compressed one is a 415, not "malformed".
public final class RequestFraming implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        ServerRequestHeaders headers = req.headers();
        if (isAmbiguous(headers)) {
            ErrorFeature.refuse(req, res, StatusProblems.of(Status.BAD_REQUEST_400));
            throw new CloseConnectionException("Nobody knows where this request ends");
        }
        if (isEncoded(headers)) {
            ErrorFeature.refuse(req, res, StatusProblems.of(Status.UNSUPPORTED_MEDIA_TYPE_415));
        } else {
            chain.proceed();
        }
    }

    private static boolean isAmbiguous(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.CONTENT_LENGTH)) {
            return false;
        }
        return headers.contains(HeaderNames.TRANSFER_ENCODING)
                || headers.get(HeaderNames.CONTENT_LENGTH).valueCount() > 1;
    }

    static boolean isEncoded(Headers headers) {
        return headers.first(HeaderNames.CONTENT_ENCODING)
                .map(encoding -> encoding.trim().toLowerCase(Locale.ROOT))
                .filter(encoding -> !encoding.isEmpty() && !encoding.equals("identity"))
                .isPresent();
    }
}
