package com.smipay.support.kit.http;

import com.smipay.support.contracts.http.ApiError;
import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.contracts.http.Headers;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal on its way to the client: thrown anywhere in a handler, answered in one place ([ErrorFeature]).
///
/// A service adds its own codes in its own table; the technical ones, which every service has, are made here.
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;
    private final transient Map<String, String> fields;

    public Problem(Status status, String code, String message, List<FieldError> errors, @Nullable Duration retryAfter) {
        this(status, code, message, errors, retryAfter, Map.of());
    }

    private Problem(
            Status status,
            String code,
            String message,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            Map<String, String> fields) {
        // A refusal is no fault of the program: no stack trace to pay for.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.fields = Map.copyOf(fields);
    }

    public static Problem of(Status status, String code, String message) {
        return new Problem(status, code, message, List.of(), null);
    }

    /// @param errors at least one; the first one's text is the message (`decisions.md` 2)
    public static Problem invalid(String code, List<FieldError> errors) {
        return new Problem(Status.BAD_REQUEST_400, code, errors.getFirst().message(), errors, null);
    }

    public static Problem invalid(String field, String message) {
        return invalid("VALIDATION_FAILED", List.of(new FieldError(field, message)));
    }

    public static Problem malformed(String message) {
        return of(Status.BAD_REQUEST_400, "VALIDATION_FAILED", message);
    }

    /// Without a token where one is needed.
    public static Problem unauthenticated(String message) {
        return unauthenticated("UNAUTHENTICATED", message, null);
    }

    /// With a token that does not count.
    static Problem invalidToken(String message) {
        return unauthenticated("UNAUTHENTICATED", message, "invalid_token");
    }

    /// @param error as RFC 6750 names it; null where the caller showed nothing
    static Problem unauthenticated(String code, String message, @Nullable String error) {
        String challenge = "Bearer realm=\"support\""
                + (error == null ? "" : ", error=\"" + error + "\", error_description=\"" + message + "\"");
        return new Problem(
                Status.UNAUTHORIZED_401, code, message, List.of(), null, Map.of("WWW-Authenticate", challenge));
    }

    public static Problem forbidden(String message) {
        return of(Status.FORBIDDEN_403, "FORBIDDEN", message);
    }

    public static Problem unknownPath() {
        return of(Status.NOT_FOUND_404, "NOT_FOUND", "There is nothing at this address");
    }

    /// @param allow the methods that the path takes, as the `Allow` header says them
    static Problem methodNotAllowed(String allow) {
        return new Problem(
                Status.METHOD_NOT_ALLOWED_405,
                "METHOD_NOT_ALLOWED",
                "This method is not allowed here",
                List.of(),
                null,
                Map.of("Allow", allow));
    }

    public static Problem unavailable() {
        return new Problem(
                Status.SERVICE_UNAVAILABLE_503,
                "UNAVAILABLE",
                "The service is temporarily unavailable, please try again",
                List.of(),
                Duration.ofSeconds(2));
    }

    public static Problem rateLimited(Duration retryAfter) {
        return new Problem(
                Status.TOO_MANY_REQUESTS_429,
                "RATE_LIMITED",
                "Too many requests, please try again later",
                List.of(),
                retryAfter);
    }

    public Status status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// Whole seconds for the `Retry-After` header, at least 1; null where retrying does not help.
    public @Nullable Long retryAfterSeconds() {
        return retryAfter == null ? null : Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    }

    /// What its answer has besides the body, by the name of the header field.
    Map<String, String> fields() {
        Map<String, String> all = new LinkedHashMap<>(fields);
        Long seconds = retryAfterSeconds();
        if (seconds != null) {
            all.put(Headers.RETRY_AFTER, String.valueOf(seconds));
        }
        return all;
    }

    public ApiError body() {
        return new ApiError(
                false,
                status.code(),
                status.reasonPhrase(),
                String.valueOf(getMessage()),
                code,
                errors.isEmpty() ? null : errors,
                retryAfterSeconds());
    }
}
