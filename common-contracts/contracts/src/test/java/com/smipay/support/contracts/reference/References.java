package com.smipay.support.contracts.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The references of a text to pages, their sections, decisions and ADRs, and which of them lead nowhere.
///
/// @param files of the repository
/// @param pages of `common-contracts/docs`, by name
/// @param adrs the names of their files
record References(List<Path> files, Map<String, Page> pages, List<String> adrs) {
    /// A comment or sentence that goes on in the next line.
    private static final Pattern LINE_END = Pattern.compile("\\s*\\n\\s*(?:///?|#|--|\\*|>)?\\s*");

    private static final Pattern FILE = Pattern.compile("(?<![\\w/.*…-])(?:[\\w.-]+/)*[\\w-]+\\.md\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s:]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern ADR = Pattern.compile("\\bADRs? (\\d{4}(?:(?:, | and | to )\\d{4})*)");
    private static final Pattern DECISION =
            Pattern.compile("(?:decisions\\.md\\)?`?|\\b[Dd]ecisions?) (\\d+(?:(?:, | and | or | to )\\d+)*)\\b");
    private static final Pattern NUMBERED_SECTION = Pattern.compile("([\\w-]+\\.md)`? §(\\d+)(?: and §(\\d+))?");
    private static final Pattern SECTION = Pattern.compile("([\\w-]+\\.md)`,? ([A-Z][\\w.]*(?: [\\w.]+)*)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static References of(Checkout checkout) throws IOException {
        Map<String, Page> pages = new HashMap<>();
        for (Path page : markdown(checkout.docs())) {
            pages.put(page.getFileName().toString(), Page.of(Files.readString(page)));
        }
        List<String> adrs = markdown(checkout.adr()).stream()
                .map(adr -> adr.getFileName().toString())
                .toList();
        return new References(checkout.files(), pages, adrs);
    }

    private static List<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    /// The references of this text that lead nowhere, as they stand there; empty where all is well.
    ///
    /// @param file where the text stands
    List<String> broken(Path file, String text) {
        String oneLine = LINE_END.matcher(text).replaceAll(" ");
        List<String> broken = new ArrayList<>();
        add(broken, FILE, oneLine, match -> exists(match.group()));
        add(broken, ADR, oneLine, match -> numbers(match.group(1)).allMatch(this::hasAdr));
        add(broken, DECISION, oneLine, match -> numbers(match.group(1)).allMatch(this::hasDecision));
        add(broken, NUMBERED_SECTION, oneLine, match -> hasNumbers(match.group(1), match.group(2), match.group(3)));
        add(broken, SECTION, oneLine, match -> hasSection(match.group(1), match.group(2)));
        if (file.toString().endsWith(".md")) {
            add(broken, LINK, oneLine, match -> leadsSomewhere(file, match.group(1), match.group(2)));
        }
        return broken;
    }

    private interface Check {
        boolean holds(MatchResult match);
    }

    private static void add(List<String> broken, Pattern pattern, String text, Check check) {
        pattern.matcher(text)
                .results()
                .filter(match -> !check.holds(match))
                .forEach(match -> broken.add(match.group()));
    }

    private static Stream<String> numbers(String list) {
        return NUMBER.matcher(list).results().map(MatchResult::group);
    }

    /// Pages are named from wherever one stands: by their name, or by the end of their path.
    private boolean exists(String name) {
        String end = name.replaceFirst("^(?:\\.\\.?/)+", "");
        return files.stream().anyMatch(file -> file.endsWith(end));
    }

    private boolean hasAdr(String number) {
        return adrs.stream().anyMatch(name -> name.startsWith(number + "-"));
    }

    private boolean hasDecision(String number) {
        return hasNumbers("decisions.md", number, null);
    }

    private boolean hasNumbers(String name, String first, @Nullable String second) {
        Page page = pages.get(name);
        return page != null
                && page.numbers().contains(Integer.valueOf(first))
                && (second == null || page.numbers().contains(Integer.valueOf(second)));
    }

    /// Words behind a page's name are a section's, up to where the sentence goes on.
    private boolean hasSection(String name, String words) {
        Page page = pages.get(name);
        return page == null || page.hasSection(words.replaceFirst("(?: and | with |\\.$|\\. ).*", ""));
    }

    private boolean leadsSomewhere(Path file, String target, @Nullable String anchor) {
        if (target.isEmpty() && anchor == null) {
            return true;
        }
        Path page = target.isEmpty() ? file : file.resolveSibling(target);
        if (anchor == null || !page.toString().endsWith(".md")) {
            return Files.exists(page);
        }
        try {
            return Page.of(Files.readString(page)).hasAnchor(anchor);
        } catch (IOException e) {
            return false;
        }
    }
}
