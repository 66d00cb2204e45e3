package com.smipay.support.faults.stack;

import com.smipay.support.local.outside.OwnStack;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything that the databases hold, as one sum for each table: equal sums, equal contents. What is only bookkeeping
/// (outbox, keys, nonces, folded figures) stays out.
public record Digest(Map<String, String> sums) {
    private static final Map<String, Map<String, String>> TABLES = Map.of(
            "ticket",
            Map.of(
                    "ticket", "ticket",
                    "ticket_origin", "ticket_origin",
                    "ticket_history", "ticket_history",
                    "person", "known_person",
                    "analytics", """
                            (select status, priority, support_type, unassigned, sum(tickets), sum(responses),
                                    sum(response_seconds), sum(rated), sum(rating_sum)
                             from analytics_now group by 1, 2, 3, 4)""",
                    "opened_total", "(select day, sum(tickets) from opened_now group by 1)"),
            "messaging",
            Map.of(
                    "conversation", "conversation",
                    "message", "message",
                    "internal_note", "internal_note",
                    "rating_copy", "rating_copy"),
            "rating",
            Map.of("ticket_copy", "ticket_copy", "rating", "rating"));

    public static Digest of(OwnStack stack) {
        Map<String, String> sums = new LinkedHashMap<>();
        TABLES.forEach((database, tables) -> tables.forEach((name, from) -> sums.put(
                database + "." + name,
                stack.database(database)
                        .text("select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"
                                + " from " + from + " t"))));
        return new Digest(sums);
    }

    /// Which tables differ, in words.
    public String differences(Digest other) {
        Map<String, String> differing = new LinkedHashMap<>();
        sums.forEach((table, sum) -> {
            String now = other.sums.getOrDefault(table, "");
            if (!now.equals(sum)) {
                differing.put(table, sum + " became " + now);
            }
        });
        return differing.isEmpty() ? "" : differing.toString();
    }
}
