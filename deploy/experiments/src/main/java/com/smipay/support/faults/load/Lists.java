package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody finds who looks for what was opened: its owner's list, the desk's list, each page by page, and the
/// desk's search for the words that it began with.
///
/// @param admin who looks at the desk's
public record Lists(Rest rest, Person admin) {
    /// Copies and folded words come through within this time, or never.
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    /// What there are lists of.
    public enum Kind {
        TICKET("/api/v1/support/my-tickets", "/api/v1/unified-admin/support", "tickets"),
        CHAT("/api/v1/support/conversations", "/api/v1/unified-admin/support/conversations", "conversations");

        private final String own;
        private final String desk;
        private final String rows;

        Kind(String own, String desk, String rows) {
            this.own = own;
            this.desk = desk;
            this.rows = rows;
        }
    }

    /// Something that was opened.
    ///
    /// @param words that nothing else began with
    public record Entry(Person owner, Kind kind, String id, String words) {}

    /// Where lists and searches lack any of these, in words. Nobody writes any more.
    public List<String> lacking(Collection<Entry> entries) throws IOException {
        Set<Entry> unfound = new HashSet<>(entries);
        List<String> lacking = new ArrayList<>();
        Waiting.until(LIMIT, STEP, () -> {
            lacking.clear();
            listed(entries, lacking);
            unfound.removeIf(this::isFound);
            unfound.forEach(entry -> lacking.add("A search does not find the " + entry.kind + " " + entry.words));
            return lacking.isEmpty();
        });
        return List.copyOf(lacking);
    }

    private void listed(Collection<Entry> entries, List<String> lacking) {
        for (Kind kind : Kind.values()) {
            List<Entry> ofKind =
                    entries.stream().filter(entry -> entry.kind == kind).toList();
            compare("The desk's list", ofKind, ofDesk(kind), lacking);
            Map<Person, List<Entry>> owners = ofKind.stream().collect(Collectors.groupingBy(Entry::owner));
            owners.forEach((owner, own) -> compare("Its owner's list", own, ofOwner(owner, kind), lacking));
        }
    }

    private static void compare(String list, List<Entry> entries, List<String> shown, List<String> lacking) {
        Set<String> ids = new HashSet<>(shown);
        if (ids.size() < shown.size()) {
            lacking.add(list + " shows " + (shown.size() - ids.size()) + " twice");
        }
        entries.stream()
                .filter(entry -> !ids.contains(entry.id))
                .forEach(entry -> lacking.add(list + " does not show the " + entry.kind + " " + entry.id));
    }

    private List<String> ofDesk(Kind kind) {
        List<String> ids = new ArrayList<>();
        int page = 1;
        int pages;
        do {
            JsonNode data = data(rest.get(admin, kind.desk + "?limit=" + PAGE + "&page=" + page));
            ids.addAll(ids(data, kind));
            pages = data.at("/meta/total_pages").asInt();
            page++;
        } while (page <= pages);
        return ids;
    }

    private List<String> ofOwner(Person owner, Kind kind) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode data = data(rest.get(owner, kind.own + "?limit=" + PAGE + cursor));
            ids.addAll(ids(data, kind));
            cursor = data.path("next_cursor").isTextual()
                    ? "&cursor=" + encoded(data.path("next_cursor").asText())
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private boolean isFound(Entry entry) {
        String target = entry.kind.desk + "?search=" + encoded(entry.words);
        return ids(data(rest.get(admin, target)), entry.kind).contains(entry.id);
    }

    private static List<String> ids(JsonNode data, Kind kind) {
        List<String> ids = new ArrayList<>();
        data.path(kind.rows).forEach(row -> ids.add(row.path("id").asText()));
        return ids;
    }

    private static JsonNode data(Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("A list was answered " + answer.status() + " " + answer.json());
        }
        return answer.data();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
