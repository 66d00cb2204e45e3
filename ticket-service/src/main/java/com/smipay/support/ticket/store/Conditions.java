package com.smipay.support.ticket.store;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.store.SearchText.Beforehand;
import com.smipay.support.ticket.store.SearchText.InNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A filter as SQL. Nothing that a client sent is ever part of the text: values are parameters.
///
/// It is put together of pieces, and no whole statement, for the planner's sake: an index is walked in the list's
/// order, and a page costs what it holds, only where the text has the conditions that are asked for and no other. A
/// condition that may be none (`:status is null or …`) hides its index, and so does a list of one (`= any`). Five
/// kinds of words, two dates, five orders and a search would make hundreds of whole statements.
///
/// @param found CTEs that find what is searched for, each with a comma behind it: `found` has no more than `:most` rows
///     of each index, and `too_many` says whether that may not be all
/// @param from where `ticket` comes from
/// @param where conditions on `ticket`
/// @param dates those of them that are about its creation
record Conditions(String found, String from, String where, String dates, Map<String, @Nullable Object> params) {
    private static final long MANY = 2_000;

    private static final String ALL_TRIGRAMS = "search_words(search_text) like :pattern";

    private static final String ANYWHERE_IN_NUMBER = "number_key like :number_pattern";

    /// The trigrams of a number are those of nearly every other one.
    private static final String BEGINNING_OF_NUMBER = "number_key >= :low and number_key < :high";

    /// What waits to be folded is found as it was written.
    private static final String UNFOLDED = """
            union all
            select ticket_id from ticket_origin where search_words(search_text) like :unfolded_pattern
            """;

    private static final String BY_BEGINNING = """
            in_numbers as materialized (
                select ticket_id from ticket_origin where number_key >= :low and number_key < :high
            ), in_emails as materialized (
                select ticket_id from ticket_origin where email_key >= :low and email_key < :high
            ), found as materialized (
                (select ticket_id from in_numbers limit cast(:most as bigint))
                union
                (select ticket_id from in_emails limit cast(:most as bigint))
            ), too_many as materialized (
                select count(*) >= cast(:most as bigint) as is_so from found
            ),""";

    private static final String OF_EACH = """
            exists (select from ticket_origin where ticket_origin.ticket_id = ticket.id and (%s) offset 0)
            """;

    /// In a text that is searched; no other part of it is a phone number for certain.
    private static final String PHONE = "split_part(search_text, E'\\x01', -2)";

    private static final String FROM_FOUND = """
            found
            cross join lateral (select * from ticket as one where one.id = found.ticket_id offset 0) as ticket""";

    /// The tickets of each of several people by an index, whatever the planner expects of a list that it does not know.
    private static final String FROM_EACH = """
            unnest(string_to_array(:%1$s, ',')) as each (word)
            cross join lateral (select * from ticket as told where %2$s = each.word offset 0) as ticket""";

    /// For a filter that searches for nothing.
    static Conditions of(TicketFilter filter) {
        String from = "ticket";
        if (filter.userIds().size() > 1) {
            from = FROM_EACH.formatted("user_id", "told.owner_user_id");
        } else if (filter.userIds().isEmpty() && filter.assignees().size() > 1) {
            from = FROM_EACH.formatted("assignee", "coalesce(told.assigned_to, '')");
        }
        return of(filter, "", from, new HashMap<>());
    }

    /// @param beforehand what is known of the search, which is not in every number
    /// @param most rows that are taken of an index; all where it is the greatest number
    static Conditions of(TicketFilter filter, SearchText search, Beforehand beforehand, long most) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("most", most);
        return of(filter, search(search, beforehand, most, params), FROM_FOUND, params);
    }

    /// The same search as a condition on a row `ticket`, for going through one after the other.
    static String ofEach(SearchText search, Beforehand beforehand, Map<String, @Nullable Object> params) {
        String number = search.number();
        if (search.isShort()) {
            params.put("low", number);
            params.put("high", SearchText.after(number));
            return OF_EACH.formatted(BEGINNING_OF_NUMBER + " or email_key >= :low and email_key < :high");
        }
        List<String> any = new ArrayList<>();
        if (beforehand.inNumbers() == InNumbers.AT_THE_BEGINNING) {
            params.put("low", number);
            params.put("high", SearchText.after(number));
            any.add(BEGINNING_OF_NUMBER);
        } else {
            add(any, params, ANYWHERE_IN_NUMBER, "number_pattern", SearchText.pattern(number));
        }
        add(any, params, "strpos(search_text, :text) > 0", "text", search.text());
        if (search.phone() != null) {
            add(
                    any,
                    params,
                    "strpos(" + PHONE + ", :phone_inside) > 0",
                    "phone_inside",
                    search.phone().inside());
        }
        for (String beginning : search.phoneBeginnings()) {
            String name = "phone_" + any.size();
            add(any, params, "starts_with(" + PHONE + ", :" + name + ")", name, beginning);
        }
        if (beforehand.isFolding() && search.isFoldedOtherwise()) {
            add(any, params, "strpos(search_text, :unfolded) > 0", "unfolded", search.unfolded());
        }
        return OF_EACH.formatted(String.join(" or ", any)) + """
                or exists (
                    select from person_search where person_search.person_id = ticket.owner_user_id and (%s) offset 0)
                """.formatted(inside("text", search.inPeople(), params));
    }

    private static Conditions of(TicketFilter filter, String found, String from, Map<String, @Nullable Object> params) {
        List<String> where = new ArrayList<>(List.of("true"));
        any(where, params, "ticket.status", "text", "status", filter.statuses(), TicketStatus::wire);
        // The rank is what the index of the order begins with.
        any(where, params, "ticket.priority_rank", "smallint", "rank", filter.priorities(), Conditions::rank);
        any(where, params, "ticket.support_type", "text", "support_type", filter.supportTypes(), SupportType::wire);
        any(where, params, "coalesce(ticket.assigned_to, '')", "text", "assignee", filter.assignees(), id -> id);
        any(where, params, "ticket.owner_user_id", "text", "user_id", filter.userIds(), id -> id);
        List<String> dates = new ArrayList<>(List.of("true"));
        if (filter.from() != null) {
            add(dates, params, "ticket.created_at >= :from", "from", filter.from());
        }
        if (filter.before() != null) {
            add(dates, params, "ticket.created_at < :before", "before", filter.before());
        }
        where.addAll(dates);
        return new Conditions(found, from, String.join(" and ", where), String.join(" and ", dates), params);
    }

    /// One is compared with itself, so that an index may give what comes after it in order. No word and no id has a
    /// comma in it.
    private static <T> void any(
            List<String> where,
            Map<String, @Nullable Object> params,
            String column,
            String type,
            String name,
            Set<T> words,
            Function<T, String> word) {
        if (!words.isEmpty()) {
            String text = words.stream().map(word).sorted().collect(Collectors.joining(","));
            String value = words.size() == 1
                    ? " = cast(:" + name + " as " + type + ")"
                    : " = any (cast(string_to_array(:" + name + ", ',') as " + type + "[]))";
            add(where, params, column + value, name, text);
        }
    }

    /// As `priority_rank` in SQL.
    private static String rank(Priority priority) {
        return switch (priority) {
            case LOW -> "1";
            case MEDIUM -> "2";
            case HIGH -> "3";
            case URGENT -> "4";
        };
    }

    private static void add(
            List<String> where, Map<String, @Nullable Object> params, String condition, String name, Object value) {
        where.add(condition);
        params.put(name, value);
    }

    private static String search(
            SearchText search, Beforehand beforehand, long most, Map<String, @Nullable Object> params) {
        String number = search.number();
        if (search.isShort() || beforehand.inNumbers() == InNumbers.AT_THE_BEGINNING) {
            params.put("low", number);
            params.put("high", SearchText.after(number));
        }
        if (search.isShort()) {
            return BY_BEGINNING;
        }
        params.put("text", search.text());
        params.put("many", MANY);
        params.put("is_whole", most == Long.MAX_VALUE);
        params.put("in_contacts", SearchText.endings(search.inContacts()));
        params.put("in_people", SearchText.endings(search.inPeople()));
        return byText(
                words(search, beforehand.rarest(), params),
                inNumbers(number, beforehand, params),
                inside("search_text", search.inContacts(), params),
                inside("text", search.inPeople(), params),
                others(search, beforehand, params));
    }

    /// Words, contacts, people and numbers, each by its index; then each ticket by its id, whatever the planner
    /// expects to find. An index is read no further than to `:most`, and the fences keep the planner from reading
    /// the table in its place in the hope of early matches. What a great many contacts (or people) share, such as
    /// the end of their emails, is found sooner by going through all texts than by a look for each contact, where
    /// all are wanted.
    private static String byText(
            String words, String numbers, String insideContacts, String insidePeople, String others) {
        return """
            contacts as materialized (
                select value
                from contact
                where contact_endings(value) @@ cast(:in_contacts as tsquery)
                  and (strpos(value, :text) > 0 or starts_with(value, '+'))
                limit :many
            ), people as materialized (
                select person_id from person_search where person_endings(text) @@ cast(:in_people as tsquery)
                limit :many
            ), in_words as materialized (
                select ticket_id from ticket_origin where %s
            ), in_numbers as materialized (
                select ticket_id from ticket_origin where %s
            ), in_emails as materialized (
                select told.ticket_id
                from contacts
                cross join lateral (
                    select ticket_id from ticket_origin where email_key = contacts.value offset 0
                ) as told
                where (select count(*) from contacts) < :many
            ), in_phones as materialized (
                select told.ticket_id
                from contacts
                cross join lateral (select ticket_id from ticket_phone where phone = contacts.value offset 0) as told
                where (select count(*) from contacts) < :many
            ), of_many_contacts as materialized (
                select ticket_id
                from ticket_origin
                where :is_whole and (select count(*) from contacts) >= :many and (%s)
            ), of_people as materialized (
                select owned.id as ticket_id
                from people
                cross join lateral (select id from ticket where owner_user_id = people.person_id offset 0) as owned
                where (select count(*) from people) < :many
            ), of_many_people as materialized (
                select ticket.id as ticket_id
                from ticket
                where :is_whole and (select count(*) from people) >= :many
                  and owner_user_id in (select person_id from person_search where %s)
            ), by_other_ways as materialized (
                select ticket_id from ticket_origin where false
                %s
            ), found as materialized (
                (select ticket_id from in_words limit cast(:most as bigint))
                union
                (select ticket_id from in_numbers limit cast(:most as bigint))
                union
                (select ticket_id from in_emails limit cast(:most as bigint))
                union
                (select ticket_id from in_phones limit cast(:most as bigint))
                union
                (select ticket_id from of_many_contacts limit cast(:most as bigint))
                union
                (select ticket_id from of_people limit cast(:most as bigint))
                union
                (select ticket_id from of_many_people limit cast(:most as bigint))
                union
                (select ticket_id from by_other_ways limit cast(:most as bigint))
            ), too_many as materialized (
                select not :is_whole
                       and ((select count(*) from found) >= cast(:most as bigint)
                            -- Some tickets may stand there twice.
                            or (select count(*) from (select from by_other_ways limit cast(:most as bigint)) as taken)
                               >= cast(:most as bigint)
                            or (select count(*) from contacts) >= :many
                            or (select count(*) from people) >= :many) as is_so
            ),""".formatted(words, numbers, insideContacts, insidePeople, others);
    }

    private static String inNumbers(String number, Beforehand beforehand, Map<String, @Nullable Object> params) {
        if (beforehand.inNumbers() == InNumbers.AT_THE_BEGINNING) {
            return BEGINNING_OF_NUMBER;
        }
        params.put("number_pattern", SearchText.pattern(number));
        return ANYWHERE_IN_NUMBER;
    }

    /// As [SearchText#endings], without an index.
    private static String inside(String column, List<List<String>> alternatives, Map<String, @Nullable Object> params) {
        List<String> any = new ArrayList<>();
        for (List<String> texts : alternatives) {
            List<String> all = new ArrayList<>();
            for (String text : texts) {
                String name = column + "_" + any.size() + "_" + all.size();
                add(all, params, "strpos(" + column + ", :" + name + ") > 0", name, text);
            }
            any.add("(" + String.join(" and ", all) + ")");
        }
        return String.join(" or ", any);
    }

    private static String others(SearchText search, Beforehand beforehand, Map<String, @Nullable Object> params) {
        StringBuilder others = new StringBuilder();
        List<String> beginnings = search.phoneBeginnings();
        for (int i = 0; i < beginnings.size(); i++) {
            others.append("""
                    union all
                    select ticket_id from ticket_phone where phone >= :phone_%1$d and phone < :after_phone_%1$d
                    """.formatted(i));
            params.put("phone_" + i, beginnings.get(i));
            params.put("after_phone_" + i, SearchText.after(beginnings.get(i)));
        }
        if (beforehand.isFolding() && search.isFoldedOtherwise()) {
            others.append(UNFOLDED);
            params.put("unfolded_pattern", SearchText.pattern(search.unfolded()));
        }
        return others.toString();
    }

    /// Every trigram of a text costs a look for each candidate, so the index is asked for the rarest only, and each
    /// candidate for the whole.
    private static String words(SearchText search, List<String> rarest, Map<String, @Nullable Object> params) {
        if (rarest.isEmpty()) {
            params.put("pattern", SearchText.pattern(search.text()));
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
