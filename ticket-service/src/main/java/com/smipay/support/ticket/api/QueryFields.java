package com.smipay.support.ticket.api;

import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.kit.text.BlankText;
import io.helidon.common.uri.UriQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads query parameters and gathers what is wrong with them, as [com.smipay.support.kit.http.Fields] does for
/// bodies. Getters give a harmless stand-in for what is wrong; call [#check] before using anything. Where one value is
/// wanted the first counts, and what is blank is none (`decisions.md` 52). Not for several threads.
public final class QueryFields {
    private static final String VALIDATION_FAILED = "VALIDATION_FAILED";
    private static final int MAX_DIGITS = 10;
    private static final Pattern BRACKETS = Pattern.compile("\\[[0-9]*\\]$");

    private final UriQuery query;
    private final List<FieldError> errors = new ArrayList<>();

    public QueryFields(UriQuery query) {
        this.query = query;
    }

    /// Null where it was not sent, or is blank.
    public @Nullable String filled(String name) {
        return query.first(name)
                .asOptional()
                .filter(text -> !BlankText.isBlank(text))
                .orElse(null);
    }

    /// A whole number in plain digits.
    public int number(String name, int otherwise, int min, int max) {
        String text = filled(name);
        if (text == null) {
            return otherwise;
        }
        boolean digits = text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(text) : -1;
        if (value < min || value > max) {
            reject(name, name + " must be a whole number between " + min + " and " + max);
            return otherwise;
        }
        return (int) value;
    }

    /// A word of a closed set.
    public <E> @Nullable E word(String name, Function<String, Optional<E>> parse, List<String> words) {
        String text = filled(name);
        return text == null ? null : parsed(name, text, parse, words);
    }

    /// Words of a closed set, any of which will do.
    public <E> Set<E> words(String name, Function<String, Optional<E>> parse, List<String> words) {
        return all(name).stream()
                .map(text -> parsed(name, text, parse, words))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The values of a filter that is given several times, with commas, or by its name with brackets behind
    /// (`decisions.md` 60); none where it is empty.
    public Set<String> all(String name) {
        return query.names().stream()
                .filter(given -> plain(given).equals(name))
                .flatMap(given -> query.all(given).stream())
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Rejects every parameter that is none of these; what is left of an `&` too many is no parameter.
    ///
    /// @param filters those that may stand with brackets behind
    public void allow(List<String> names, List<String> filters) {
        String allowed =
                Stream.concat(names.stream(), filters.stream()).sorted().collect(Collectors.joining(", "));
        query.names().stream()
                .filter(given -> !given.isEmpty() || !query.all(given).isEmpty())
                .filter(given -> !names.contains(given) && !filters.contains(plain(given)))
                .sorted()
                .forEach(given -> reject(given, "There is no parameter of this name, only " + allowed));
    }

    private <E> @Nullable E parsed(String name, String text, Function<String, Optional<E>> parse, List<String> words) {
        E value = parse.apply(text).orElse(null);
        if (value == null) {
            reject(name, name + " must be one of " + String.join(", ", words));
        }
        return value;
    }

    /// `status` for `status[]`, and for `status[0]` as some clients number them.
    private static String plain(String name) {
        return BRACKETS.matcher(name).replaceFirst("");
    }

    /// Text of a bounded length.
    public @Nullable String text(String name, int min, int max) {
        String text = filled(name);
        if (text == null) {
            return null;
        }
        Optional<String> fault = Texts.fault(name, text, min, max);
        fault.ifPresent(message -> reject(name, message));
        return fault.isPresent() ? null : text;
    }

    public void reject(String name, String message) {
        FieldError error = new FieldError(name, message);
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    /// @throws Problem 400 naming every offending parameter
    public void check() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(VALIDATION_FAILED, errors);
        }
    }
}
