package com.smipay.support.ticket.http;

import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Texts;
import io.helidon.common.uri.UriQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads query parameters and gathers what is wrong with them, as [com.smipay.support.kit.http.Fields] does for
/// bodies. Getters give a harmless stand-in for what is wrong; call [#check] before using anything. Of several with
/// one name the first counts. Not for several threads.
public final class QueryFields {
    private static final String VALIDATION_FAILED = "VALIDATION_FAILED";
    private static final int MAX_DIGITS = 9;

    private final UriQuery query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryFields(UriQuery query) {
        this.query = query;
    }

    /// Null where it was not sent.
    public @Nullable String raw(String name) {
        return query.contains(name) ? query.first(name).orElse("") : null;
    }

    /// A whole number in plain digits.
    public int number(String name, int otherwise, int min, int max) {
        String text = raw(name);
        if (text == null) {
            return otherwise;
        }
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = digits ? Integer.parseInt(text) : -1;
        if (value < min || value > max) {
            reject(
                    name,
                    max == Integer.MAX_VALUE
                            ? name + " must be a whole number of at least " + min
                            : name + " must be a whole number between " + min + " and " + max);
            return otherwise;
        }
        return value;
    }

    /// A word of a closed set.
    public <E> @Nullable E word(String name, Function<String, Optional<E>> parse, List<String> words) {
        String text = raw(name);
        if (text == null) {
            return null;
        }
        E value = parse.apply(text).orElse(null);
        if (value == null) {
            reject(name, name + " must be one of " + String.join(", ", words));
        }
        return value;
    }

    /// Text of a bounded length.
    public @Nullable String text(String name, int min, int max) {
        String text = raw(name);
        if (text == null) {
            return null;
        }
        Optional<String> fault = Texts.fault(name, text, min, max);
        fault.ifPresent(message -> reject(name, message));
        return fault.isPresent() ? null : text;
    }

    public void reject(String name, String message) {
        errors.add(new FieldError(name, message));
    }

    /// @throws Problem 400 naming every offending parameter
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(VALIDATION_FAILED, errors);
        }
    }
}
