package com.smipay.support.kit.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A statement with `:names`, as JDBC wants it. Read once and kept: Helidon's own parser reads a statement each time
/// that it runs, which took a quarter of what a told event cost (ADR 0030).
///
/// @param sql with a question mark in the place of each name
/// @param names in the order of the question marks; one that stands twice is there twice
public record NamedSql(String sql, List<String> names) {
    /// More texts than the product has; a list's conditions make some hundreds of variants.
    private static final int MOST_KEPT = 2_000;

    /// What is left as it is, or else a name: texts, quoted identifiers, comments and casts hold no names.
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|::|:(?<name>[A-Za-z_][A-Za-z0-9_]*)");

    private static final Map<String, NamedSql> KEPT = new ConcurrentHashMap<>();

    public NamedSql {
        names = List.copyOf(names);
    }

    /// Of a text that stands in the code, never of one with values in it. Safe for all threads.
    public static NamedSql of(String text) {
        NamedSql kept = KEPT.get(text);
        if (kept != null) {
            return kept;
        }
        NamedSql parsed = parse(text);
        if (KEPT.size() < MOST_KEPT) {
            KEPT.put(text, parsed);
        }
        return parsed;
    }

    private static NamedSql parse(String text) {
        List<String> names = new ArrayList<>();
        String sql = TOKEN.matcher(text)
                .replaceAll(token -> Optional.ofNullable(token.group("name"))
                        .map(name -> {
                            names.add(name);
                            return "?";
                        })
                        .orElseGet(() -> Matcher.quoteReplacement(token.group())));
        return new NamedSql(sql, names);
    }

    /// The values in the order of the question marks.
    ///
    /// @throws IllegalArgumentException where a name has no value; one that is null is a value
    public List<@Nullable Object> values(Map<String, ? extends @Nullable Object> params) {
        List<@Nullable Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            Object value = params.get(name);
            if (value == null && !params.containsKey(name)) {
                throw new IllegalArgumentException("No value for :" + name);
            }
            values.add(value);
        }
        return values;
    }
}
