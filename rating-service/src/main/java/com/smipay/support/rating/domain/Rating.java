package com.smipay.support.rating.domain;

import org.jspecify.annotations.Nullable;

/// What a user thinks of how a ticket was handled.
///
/// @param stars 1 to 5
/// @param feedback exactly as sent, at most 2000 code points; null for none
public record Rating(int stars, @Nullable String feedback) {
    public static final int MIN_STARS = 1;
    public static final int MAX_STARS = 5;
    public static final int MAX_FEEDBACK = 2000;

    public Rating {
        if (stars < MIN_STARS || stars > MAX_STARS) {
            throw new IllegalArgumentException("A rating is between 1 and 5");
        }
    }
}
