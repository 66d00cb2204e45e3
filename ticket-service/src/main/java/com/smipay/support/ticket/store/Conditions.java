package com.smipay.support.ticket.store;

import com.smipay.support.ticket.store.SearchText.Beforehand;
import com.smipay.support.ticket.store.SearchText.InNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A filter as SQL. Nothing that a client sent is ever part of the text: values are parameters.
///
/// @param found CTEs that find what is searched for, each with a comma behind it
/// @param from where `ticket` comes from
/// @param where conditions on `ticket`
record Conditions(String found, String from, String where, Map<String, @Nullable Object> params) {
    /// Words, contacts and numbers, each by its index; then each ticket by its id, whatever the planner expects to
    /// find. What a great many contacts share, such as the end of their emails, is found sooner by going through all
    /// texts than by a look for each contact.
    private static final String BY_TEXT = """
            contacts as materialized (
                select value from contact where contact_endings(value) @@ cast(:ending as tsquery)
                limit :many_contacts
            ), found as materialized (
                select ticket_id from ticket_origin where %s
                union
                select ticket_id from ticket_origin where %s
                union
                select told.ticket_id
                from contacts
                cross join lateral (
                    select ticket_id from ticket_origin where email_key = contacts.value offset 0
                ) as told
                where (select count(*) from contacts) < :many_contacts
                union
                select told.ticket_id
                from contacts
                cross join lateral (select ticket_id from ticket_phone where phone = contacts.value offset 0) as told
                where (select count(*) from contacts) < :many_contacts
                union
                select ticket_id
                from ticket_origin
                where (select count(*) from contacts) >= :many_contacts and strpos(search_text, :text) > 0
            ),""";

    private static final long MANY_CONTACTS = 2_000;

    private static final String ALL_TRIGRAMS = "search_words(search_text) like :pattern";

    private static final String ANYWHERE_IN_NUMBER = "number_key like :pattern";

    /// The trigrams of a number are those of nearly every other one.
    private static final String BEGINNING_OF_NUMBER = "number_key >= :low and number_key < :high";

    private static final String BY_BEGINNING = """
            found as materialized (
                select ticket_id from ticket_origin where number_key >= :low and number_key < :high
                union
                select ticket_id from ticket_origin where email_key >= :low and email_key < :high
            ),""";

    private static final String FROM_FOUND = """
            found
            cross join lateral (select * from ticket as one where one.id = found.ticket_id offset 0) as ticket""";

    /// For a filter that searches for nothing.
    static Conditions of(TicketFilter filter) {
        return of(filter, "", "ticket", new HashMap<>());
    }

    /// @param beforehand what is known of the search, which is not in every number
    static Conditions of(TicketFilter filter, SearchText search, Beforehand beforehand) {
        Map<String, @Nullable Object> params = new HashMap<>();
        return of(filter, search(search, beforehand, params), FROM_FOUND, params);
    }

    private static Conditions of(TicketFilter filter, String found, String from, Map<String, @Nullable Object> params) {
        List<String> where = new ArrayList<>(List.of("true"));
        if (filter.status() != null) {
            add(
                    where,
                    params,
                    "ticket.status = :status",
                    "status",
                    filter.status().wire());
        }
        if (filter.priority() != null) {
            String priority = filter.priority().wire();
            // The rank is what the index of the order begins with.
            add(where, params, "ticket.priority_rank = priority_rank(:priority)", "priority", priority);
        }
        if (filter.supportType() != null) {
            String type = filter.supportType().wire();
            add(where, params, "ticket.support_type = :support_type", "support_type", type);
        }
        if (filter.assignedTo() != null) {
            add(where, params, "coalesce(ticket.assigned_to, '') = :assignee", "assignee", filter.assignedTo());
        }
        if (filter.userId() != null) {
            add(where, params, "ticket.owner_user_id = :user_id", "user_id", filter.userId());
        }
        if (filter.from() != null) {
            add(where, params, "ticket.created_at >= :from", "from", filter.from());
        }
        if (filter.before() != null) {
            add(where, params, "ticket.created_at < :before", "before", filter.before());
        }
        return new Conditions(found, from, String.join(" and ", where), params);
    }

    private static void add(
            List<String> where, Map<String, @Nullable Object> params, String condition, String name, Object value) {
        where.add(condition);
        params.put(name, value);
    }

    private static String search(SearchText search, Beforehand beforehand, Map<String, @Nullable Object> params) {
        if (search.isShort()) {
            params.put("low", search.low());
            params.put("high", search.high());
            return BY_BEGINNING;
        }
        params.put("ending", search.ending());
        params.put("text", search.text());
        params.put("many_contacts", MANY_CONTACTS);
        String words = words(search, beforehand.rarest(), params);
        if (beforehand.inNumbers() == InNumbers.AT_THE_BEGINNING) {
            params.put("low", search.low());
            params.put("high", search.high());
            return BY_TEXT.formatted(words, BEGINNING_OF_NUMBER);
        }
        params.put("pattern", search.pattern());
        return BY_TEXT.formatted(words, ANYWHERE_IN_NUMBER);
    }

    /// Every trigram of a text costs a look for each candidate, so the index is asked for the rarest only, and each
    /// candidate for the whole.
    private static String words(SearchText search, List<String> rarest, Map<String, @Nullable Object> params) {
        if (rarest.isEmpty()) {
            params.put("pattern", search.pattern());
            return ALL_TRIGRAMS;
        }
        List<String> where = new ArrayList<>();
        for (int i = 0; i < rarest.size(); i++) {
            String name = "rare_" + i;
            add(where, params, "search_words(search_text) like :" + name, name, "%" + rarest.get(i) + "%");
        }
        where.add("strpos(search_text, :text) > 0");
        return String.join(" and ", where);
    }
}
