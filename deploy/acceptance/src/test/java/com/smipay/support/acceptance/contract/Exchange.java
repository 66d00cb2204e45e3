package com.smipay.support.acceptance.contract;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One request with its answer, as the client saw them.
///
/// @param method in capitals
/// @param target path and query as sent, without scheme and host
/// @param requestBody null for none
/// @param headers of the answer, found in any spelling
/// @param body of the answer; empty for none
public record Exchange(
        String method,
        String target,
        @Nullable String requestBody,
        int status,
        Map<String, List<String>> headers,
        String body) {

    public Exchange {
        TreeMap<String, List<String>> anySpelling = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anySpelling.putAll(headers);
        headers = anySpelling;
    }

    /// @param requestBody what the request carried, which its publisher no longer tells
    public static Exchange of(@Nullable String requestBody, HttpResponse<String> answer) {
        String path = answer.request().uri().getRawPath();
        String query = answer.request().uri().getRawQuery();
        return new Exchange(
                answer.request().method(),
                query == null ? path : path + "?" + query,
                requestBody,
                answer.statusCode(),
                answer.headers().map(),
                answer.body());
    }

    /// The first value of a header of the answer.
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .flatMap(values -> values.stream().findFirst());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return method + " " + target + " answered " + status;
    }
}
