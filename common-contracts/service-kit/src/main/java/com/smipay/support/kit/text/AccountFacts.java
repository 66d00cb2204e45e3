package com.smipay.support.kit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the account system tells about a person, in the shapes that a dashboard reads (`decisions.md` 48). Whatever
/// comes in another shape is dropped: a text that is missing would be shown as `undefined`, a number that is none as
/// `NaN`. Doing it twice changes nothing.
public final class AccountFacts {
    private static final String UNKNOWN = "unknown";

    /// More digits than any amount of money has, and few enough for every reader's numbers.
    private static final int MOST_DIGITS = 30;

    private AccountFacts() {}

    /// Never null.
    public static String accountStatus(@Nullable String told) {
        return told == null || told.isBlank() ? UNKNOWN : told;
    }

    /// `{ secure_url }`, or the address alone.
    public static @Nullable ObjectNode profileImage(@Nullable JsonNode told) {
        if (told == null) {
            return null;
        }
        return text(told.isTextual() ? told : told.path("secure_url"))
                .map(url -> object().put("secure_url", url))
                .orElse(null);
    }

    /// `{ current_balance }`, a number; one that came as text too, because money often does.
    public static @Nullable ObjectNode wallet(@Nullable JsonNode told) {
        return told == null
                ? null
                : number(told.path("current_balance"))
                        .map(balance -> object().put("current_balance", balance))
                        .orElse(null);
    }

    /// `{ tier, name }`; where one of the two is told it stands for both.
    public static @Nullable ObjectNode tier(@Nullable JsonNode told) {
        if (told == null) {
            return null;
        }
        Optional<String> tier = text(told.path("tier"));
        Optional<String> name = text(told.path("name"));
        return tier.or(() -> name)
                .map(known -> object().put("tier", known).put("name", name.orElse(known)))
                .orElse(null);
    }

    /// `{ is_verified, status }`; who is not said to be verified is not.
    public static @Nullable ObjectNode kycVerification(@Nullable JsonNode told) {
        if (told == null) {
            return null;
        }
        Optional<String> status = text(told.path("status"));
        if (status.isEmpty() && !told.path("is_verified").isBoolean()) {
            return null;
        }
        return object().put("is_verified", told.path("is_verified").asBoolean(false))
                .put("status", status.orElse(UNKNOWN));
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber()
                ? Optional.of(node.asText()).filter(text -> !text.isBlank() && text.indexOf('\0') < 0)
                : Optional.empty();
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        if (!node.isNumber() && !node.isTextual()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(node.asText().strip());
            boolean isMoney = number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
            return isMoney ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
