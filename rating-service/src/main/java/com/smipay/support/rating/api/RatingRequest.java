package com.smipay.support.rating.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.rating.domain.Rating;
import org.jspecify.annotations.Nullable;

/// Reads the body of `support-api.md` §5.
final class RatingRequest {
    private static final String RATING = "rating";
    private static final String FEEDBACK = "feedback";

    private RatingRequest() {}

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field (`decisions.md` 2, 22, 36)
    static Rating parse(ObjectNode body) {
        Fields fields = new Fields(body);
        JsonNode stars = fields.node(RATING);
        if (!isInRange(stars)) {
            fields.reject(RATING, RatingProblems.OUT_OF_RANGE, RatingProblems.OUT_OF_RANGE_TEXT);
        }
        String feedback = fields.optionalText(FEEDBACK, 0, Rating.MAX_FEEDBACK);
        fields.check();
        return new Rating(stars == null ? 0 : stars.intValue(), feedback);
    }

    /// JSON has one kind of number, and many clients print 4 as 4.0: the value counts, not its spelling. Text is no
    /// number.
    private static boolean isInRange(@Nullable JsonNode node) {
        return node != null
                && node.isNumber()
                && node.canConvertToExactIntegral()
                && node.canConvertToInt()
                && node.intValue() >= Rating.MIN_STARS
                && node.intValue() <= Rating.MAX_STARS;
    }
}
