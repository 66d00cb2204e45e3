package com.smipay.support.contracts.reference;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What can be pointed to in a Markdown page.
///
/// @param headings without their `#`
/// @param numbers of the items of its numbered lists and of its numbered headings
record Page(List<String> headings, Set<Integer> numbers) {
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern NUMBERED = Pattern.compile("(?m)^(?:#{1,6} )?(\\d+)\\. ");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

    static Page of(String markdown) {
        String prose = CODE.matcher(markdown).replaceAll("");
        return new Page(
                HEADING.matcher(prose).results().map(match -> match.group(1)).toList(),
                NUMBERED.matcher(prose)
                        .results()
                        .map(match -> Integer.valueOf(match.group(1)))
                        .collect(Collectors.toSet()));
    }

    /// The name that a link uses after its `#`.
    boolean hasAnchor(String anchor) {
        return headings.stream().map(Page::anchor).anyMatch(anchor::equals);
    }

    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /// Whether these words begin as one of the headings does, or as its first words.
    boolean hasSection(String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return headings.stream()
                .map(heading ->
                        heading.replace("`", "").replaceFirst("^\\d+\\. ", "").toLowerCase(Locale.ROOT))
                .anyMatch(heading -> heading.startsWith(wanted) || wanted.startsWith(heading));
    }
}
