package com.smipay.support.ticket.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.kit.text.SearchedPerson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// Works off what waits to be folded for searches: tickets that another version wrote or whose contact was corrected,
/// and people of whom something new is known. Any number of replicas may do so at once; what one has begun the others
/// pass over, and what breaks off is begun anew.
public final class Folding {
    private static final int TICKETS = 500;
    private static final int PEOPLE = 500;

    private static final String WAITING_TICKETS = """
            with waiting as materialized (
                select ticket_id from ticket_to_fold limit :batch for update skip locked
            )
            select waiting.ticket_id as id, ticket.subject, ticket.email, ticket.phone_number, origin.description,
                   origin.related_transaction_id, case when origin.sender_id is null then origin.sender_name end as guest_name
            from waiting
            cross join lateral (select * from ticket as one where one.id = waiting.ticket_id offset 0) as ticket
            cross join lateral (
                select * from ticket_origin as one where one.ticket_id = waiting.ticket_id offset 0
            ) as origin
            """;

    private static final String FOLD_TICKETS = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id uuid, email_key text, search_text text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), done as (
                delete from ticket_to_fold using told where ticket_id = told.id
            )
            update ticket_origin as origin
            set email_key = told.email_key, search_text = told.search_text
            from told
            where origin.ticket_id = told.id
              and (origin.email_key, origin.search_text) is distinct from (told.email_key, told.search_text)
            """;

    private static final String WAITING_PEOPLE = """
            with waiting as materialized (
                select person_id from person_to_fold %s limit :batch for update skip locked
            )
            select waiting.person_id as id, person.first_name, person.last_name, person.email, person.phone_number,
                   person.smipay_tag
            from waiting
            left join lateral (
                select * from known_person as one where one.id = waiting.person_id offset 0
            ) as person on true
            """;

    private static final String ALL_PEOPLE = WAITING_PEOPLE.formatted("");
    private static final String ONE_PERSON = WAITING_PEOPLE.formatted("where person_id = :id");

    private static final String FOLD_PEOPLE = """
            with told as materialized (
                select * from (
                    select * from json_to_recordset(cast(:told as json)) as one (id text, text text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), done as (
                delete from person_to_fold using told where person_id = told.id
            ), gone as (
                delete from person_search using told where person_id = told.id and told.text = ''
            )
            insert into person_search as known (person_id, text)
            select id, text from told where text <> '' order by id
            on conflict (person_id) do update set text = excluded.text where known.text <> excluded.text
            """;

    private record Ticket(UUID id, String emailKey, String searchText) {}

    private record Person(String id, String text) {}

    private Folding() {}

    /// One batch of tickets: there may be millions, and each is written anew.
    public static void tickets(Database database) {
        database.transaction(transaction ->
                fold(transaction, WAITING_TICKETS, Map.of("batch", TICKETS), Folding::ticket, FOLD_TICKETS));
    }

    /// All people that wait, for who has the time: after a migration it may be everybody who is known.
    public static void people(Database database) {
        int folded = PEOPLE;
        while (folded == PEOPLE) {
            folded = database.transaction(transaction ->
                    fold(transaction, ALL_PEOPLE, Map.of("batch", PEOPLE), Folding::person, FOLD_PEOPLE));
        }
    }

    /// This one alone, for whoever waits for it, where they wait and nobody has begun with them.
    public static void person(Database database, String id) {
        database.transaction(transaction ->
                fold(transaction, ONE_PERSON, Map.of("id", id, "batch", 1), Folding::person, FOLD_PEOPLE));
    }

    private static int fold(
            Statements transaction,
            String waiting,
            Map<String, ?> which,
            Function<Row, ? extends Record> read,
            String fold) {
        List<? extends Record> rows = transaction.query(waiting, which, read::apply);
        if (!rows.isEmpty()) {
            transaction.update(fold, Map.of("told", JsonRows.of(rows), "most", JsonRows.most()));
        }
        return rows.size();
    }

    private static Ticket ticket(Row row) {
        String email = row.text("email");
        return new Ticket(
                row.uuid("id"),
                FoldedText.of(email),
                SearchedFields.ofTicket(
                        row.text("subject"),
                        email,
                        row.textOrNull("phone_number"),
                        row.text("description"),
                        row.textOrNull("related_transaction_id"),
                        row.textOrNull("guest_name")));
    }

    private static Person person(Row row) {
        return new Person(
                row.text("id"),
                SearchedPerson.of(
                        row.textOrNull("first_name"),
                        row.textOrNull("last_name"),
                        row.textOrNull("email"),
                        row.textOrNull("phone_number"),
                        row.textOrNull("smipay_tag")));
    }
}
