package com.smipay.support.kit.db;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Goes through a list in its order, and looks at one row after the other until a page of matches is full. Of a text
/// that a great many rows have that takes a few looks, where it would take seconds to gather them all. The total is an
/// estimate then, for nobody can count a million matches in no time (ADR 0057).
///
/// @param table of the list, for example `ticket`
/// @param key its primary key, a UUID, for example `id`
/// @param list what is gone through
/// @param isMatch a condition on a row, which is called as the table is
/// @param params of the condition
public record SearchWalk(
        String table, String key, Rows list, String isMatch, Map<String, ? extends @Nullable Object> params) {
    /// More than there may be begun between two statements.
    private static final long BEGUN_MEANWHILE = 1_000;

    /// The first rows of a list.
    @FunctionalInterface
    public interface Rows {
        /// @param most so many of them, at the most
        /// @param params gets what the statement needs
        /// @return the beginning of a statement, with a CTE `page` of their keys, in the list's order
        String first(long most, Map<String, @Nullable Object> params);
    }

    /// What a page shows.
    ///
    /// @param ids in the list's order; empty behind the last page
    /// @param total of all pages
    public record Found(List<UUID> ids, long total, boolean isEstimate) {
        /// As a list that [#page] takes.
        public String list() {
            return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
        }
    }

    /// @param place how many rows were looked at, with this one
    private record Place(UUID id, long place) {}

    /// The beginning of a statement with a CTE `page` of the keys that `:ids` lists.
    public static String page(String key) {
        return """
                with page as materialized (
                    select cast(one.id as uuid) as %s from unnest(string_to_array(:ids, ',')) as one (id)
                )
                """.formatted(key);
    }

    /// @param all rows of the list
    /// @param looks at so many of them, at the most
    /// @param counted of a list that is no longer all matches are counted
    /// @return empty where so many looks did not fill the page, and were not at the whole list
    public Optional<Found> until(Statements statements, long all, long looks, long counted, int limit, long offset) {
        boolean isCounted = all <= counted;
        boolean isWhole = isCounted || all <= looks;
        long wanted = isCounted ? all + BEGUN_MEANWHILE : (offset < all ? offset : 0) + limit + 1;
        if (!isWhole && wanted > looks) {
            return Optional.empty();
        }
        List<Place> places = places(statements, isWhole ? all + BEGUN_MEANWHILE : looks, wanted);
        if (places.size() < wanted) {
            return isWhole ? Optional.of(found(places, places.size(), false, limit, offset)) : Optional.empty();
        }
        long estimate = Math.round((double) wanted / places.getLast().place() * all);
        return Optional.of(found(places, Math.max(wanted, estimate), true, limit, offset));
    }

    private List<Place> places(Statements statements, long most, long wanted) {
        Map<String, @Nullable Object> all = new HashMap<>(params);
        all.put("wanted", wanted);
        String first = list.first(most, all);
        return statements.query(
                """
                %1$s, placed as (
                    select page.%3$s, row_number() over () as place from page
                )
                select seen.%3$s as id, seen.place
                from (
                    select placed.%3$s, placed.place, (%4$s) as is_match
                    from placed
                    cross join lateral (select * from %2$s as one where one.%3$s = placed.%3$s offset 0) as %2$s
                    offset 0
                ) as seen
                where seen.is_match
                limit cast(:wanted as bigint)
                """.formatted(first, table, key, isMatch), all, row -> new Place(row.uuid("id"), row.number("place")));
    }

    private static Found found(List<Place> places, long total, boolean isEstimate, int limit, long offset) {
        return new Found(
                places.stream().skip(offset).limit(limit).map(Place::id).toList(), total, isEstimate);
    }
}
