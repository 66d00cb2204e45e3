package com.smipay.support.contracts.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one shape of every refusal (`admin-api.md`, Errors).
///
/// @param statusCode the HTTP status, and `error` its reason phrase
/// @param message one string that can be shown to a person
/// @param code stable, for programs (`decisions.md` 45)
/// @param errors every offending field; absent where no field is to blame
/// @param retryAfter seconds; only with 429, 409 and 503
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(
        boolean success,
        @JsonProperty("statusCode") int statusCode,
        String error,
        String message,
        String code,
        @Nullable List<FieldError> errors,
        @Nullable Long retryAfter) {

    public record FieldError(String field, String message) {}
}
