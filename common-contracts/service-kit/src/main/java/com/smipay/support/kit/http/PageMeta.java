package com.smipay.support.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Which part of a filtered list an answer has (`admin-api.md`, List).
///
/// @param page from 1
/// @param totalIsEstimate true where so many match that nobody counted them, else absent
public record PageMeta(
        long total,
        int page,
        int limit,
        long totalPages,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean totalIsEstimate) {
    /// @param total of all pages
    public static PageMeta of(long total, boolean isEstimate, int page, int limit) {
        return new PageMeta(total, page, limit, (total + limit - 1) / limit, isEstimate ? true : null);
    }
}
