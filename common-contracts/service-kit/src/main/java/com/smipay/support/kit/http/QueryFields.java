package com.smipay.support.kit.http;

import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.kit.text.Uuids;
import io.helidon.common.uri.UriQuery;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads query parameters and gathers what is wrong with them, as [Fields] does for bodies. Getters give a harmless
/// stand-in for what is wrong; call [#check] before using anything. Where one value is wanted the first counts, and
/// what is blank is none (`decisions.md` 52). Not for several threads.
public final class QueryFields {
    private static final int MAX_DIGITS = 10;
    private static final Pattern BRACKETS = Pattern.compile("\\[[0-9]*\\]$");

    private final UriQuery query;
    private final Fields faults;
    private final Set<String> told = new HashSet<>();

    public QueryFields(UriQuery query) {
        this(query, new Fields(Json.mapper().createObjectNode()));
    }

    /// For a request that has fields in its body too: what is wrong with either is told at once.
    ///
    /// @param faults takes note of what is wrong
    public QueryFields(UriQuery query, Fields faults) {
        this.query = query;
        this.faults = faults;
    }

    /// A whole number in plain digits; null where it was not sent, or is blank.
    public @Nullable Integer optionalNumber(String name, int min, int max) {
        return filled(name) == null ? null : Integer.valueOf(number(name, max, min, max));
    }

    /// Null where it was not sent, or is blank.
    ///
    /// @param what it has to be, for the fault: the id of something
    public @Nullable UUID optionalUuid(String name, String what) {
        String text = filled(name);
        Optional<UUID> id = Optional.ofNullable(text).flatMap(Uuids::parse);
        if (text != null && id.isEmpty()) {
            reject(name, name + " must be " + what);
        }
        return id.orElse(null);
    }

    /// Trimmed and in lower case; null where it was not sent, or is blank.
    public @Nullable String optionalEmail(String name) {
        String text = filled(name);
        Optional<String> email = Optional.ofNullable(text).flatMap(EmailAddress::parse);
        if (text != null && email.isEmpty()) {
            reject(name, name + " must be an email address of at most 254 characters");
        }
        return email.orElse(null);
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
        Optional<String> fault = new TextRule(min, max).fault(name, text);
        fault.ifPresent(message -> reject(name, message));
        return fault.isPresent() ? null : text;
    }

    public void reject(String name, String message) {
        if (told.add(name + ' ' + message)) {
            faults.reject(name, message);
        }
    }

    /// @throws Problem 400 naming every offending parameter
    public void check() {
        faults.check();
    }
}
