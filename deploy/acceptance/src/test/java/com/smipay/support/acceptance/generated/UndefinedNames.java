package com.smipay.support.acceptance.generated;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads Swift and Dart for types that nobody defines, in the fields of models and in what operations take and give.
final class UndefinedNames {
    private static final Pattern DEFINED =
            Pattern.compile("(?m)^\\s*(?:public |open |internal |final |abstract |sealed )*"
                    + "(?:struct|class|enum|protocol|typealias|actor|mixin|typedef)\\s+(\\w+)");

    /// Swift's `var name: Type`, Dart's `Type get name;`.
    private static final Pattern FIELD = Pattern.compile(
            "(?m)^\\s*public var \\w+: ([^={\\n]+)|^\\s*(?:static )?([A-Z][\\w<>?, ]*) get \\w+\\s*(?:;|=>)");

    /// What goes into an operation and comes out of it: Swift's `func name(…) … -> Type {` on one line, Dart's
    /// `Future<Response<Type>> name({…}) async`.
    private static final Pattern OPERATION =
            Pattern.compile("(?m)^\\s*(?:open|public) (?:class )?func (.*)$|(?s:Future<Response<(.*?)\\) async)");

    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w*\\b");

    /// So few names are no client: the patterns no longer fit what is made.
    private static final int FEW = 20;

    private static final Set<String> OF_THE_LANGUAGE = Set.of(
            "Any",
            "Bool",
            "CancelToken",
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
            "Map",
            "ProgressCallback",
            "String",
            "URL",
            "UUID",
            "ValidateStatus",
            "Void",
            "BuiltList",
            "BuiltMap",
            "BuiltSet",
            "JsonObject",
            "Object",
            "Serializer",
            "Serializers");

    private UndefinedNames() {}

    static Set<String> in(List<Path> sources) {
        List<String> texts = sources.stream().map(Workshop::text).toList();
        Set<String> defined = texts.stream()
                .flatMap(text -> DEFINED.matcher(text).results())
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
        Set<String> missing = named(sources, ".*/(Models|model)/.*", FIELD);
        missing.addAll(named(sources, ".*/(APIs|api)/.*", OPERATION));
        missing.removeAll(defined);
        missing.removeAll(OF_THE_LANGUAGE);
        return missing;
    }

    private static Set<String> named(List<Path> sources, String place, Pattern where) {
        Set<String> named = sources.stream()
                .filter(source -> source.toString().matches(place))
                .map(Workshop::text)
                .flatMap(text -> where.matcher(text).results())
                .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                .flatMap(types -> TYPE.matcher(types).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        if (named.size() < FEW) {
            throw new IllegalStateException("Nothing to read in " + place + ": " + named);
        }
        return named;
    }
}
