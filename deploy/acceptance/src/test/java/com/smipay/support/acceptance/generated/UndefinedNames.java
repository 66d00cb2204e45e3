package com.smipay.support.acceptance.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads Swift and Dart for types that a model's fields name and nobody defines.
final class UndefinedNames {
    private static final Pattern DEFINED =
            Pattern.compile("(?m)^\\s*(?:public |open |internal |final |abstract |sealed )*"
                    + "(?:struct|class|enum|protocol|typealias|actor|mixin|typedef)\\s+(\\w+)");

    /// Swift's `var name: Type`, Dart's `Type get name;`.
    private static final Pattern FIELD = Pattern.compile(
            "(?m)^\\s*public var \\w+: ([^={\\n]+)|^\\s*(?:static )?([A-Z][\\w<>?, ]*) get \\w+\\s*(?:;|=>)");

    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\b");

    private static final Set<String> OF_THE_LANGUAGE = Set.of(
            "Any",
            "Bool",
            "Data",
            "Date",
            "DateTime",
            "Decimal",
            "Dictionary",
            "Double",
            "Float",
            "Int",
            "Int32",
            "Int64",
            "String",
            "URL",
            "UUID",
            "BuiltList",
            "BuiltMap",
            "BuiltSet",
            "JsonObject",
            "Object",
            "Serializer",
            "Serializers");

    private UndefinedNames() {}

    static Set<String> in(List<Path> sources) {
        List<String> texts = sources.stream().map(UndefinedNames::read).toList();
        Set<String> defined = texts.stream()
                .flatMap(text -> DEFINED.matcher(text).results())
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
        TreeSet<String> named = sources.stream()
                .filter(source -> source.toString().matches(".*/(Models|model)/.*"))
                .map(UndefinedNames::read)
                .flatMap(text -> FIELD.matcher(text).results())
                .map((MatchResult result) -> result.group(1) == null ? result.group(2) : result.group(1))
                .flatMap(type -> TYPE.matcher(type).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        if (named.size() < 20) {
            throw new IllegalStateException("Nothing to read: " + named);
        }
        named.removeAll(defined);
        named.removeAll(OF_THE_LANGUAGE);
        return named;
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
