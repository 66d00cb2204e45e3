package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.TokenPerson;
import com.smipay.support.kit.text.SearchedPerson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What tokens say of people, which fills gaps of what the identity topic says (`decisions.md` 43).
public final class TokenPeople {
    /// A name is one thing: a token that tells half of one replaces the whole. Nothing is kept of whom the identity
    /// topic calls gone. One order for all, so that two never wait for one another.
    private static final String REMEMBER = """
            with told as materialized (
                select * from (
                    select *
                    from json_to_recordset(cast(:told as json)) as one (
                        id text, first_name text, last_name text, email text, phone_number text, is_admin boolean,
                        search_text text)
                    limit cast(:most as bigint)
                ) as few
                limit cast(:most as bigint)
            ), searched as (
                insert into person_search as known (person_id, text)
                select distinct on (told.id) told.id, told.search_text
                from told
                where not exists (select from person where person.id = told.id)
                order by told.id
                on conflict (person_id) do update set text = excluded.text where known.text <> excluded.text
            )
            insert into token_person as known (id, first_name, last_name, email, phone_number, is_admin)
            select distinct on (told.id) told.id, told.first_name, told.last_name, told.email, told.phone_number,
                   told.is_admin
            from told
            where not exists (select from person where person.id = told.id and person.deleted)
            order by told.id
            on conflict (id) do update
            set first_name = case when coalesce(excluded.first_name, excluded.last_name) is null
                                  then known.first_name else excluded.first_name end,
                last_name = case when coalesce(excluded.first_name, excluded.last_name) is null
                                 then known.last_name else excluded.last_name end,
                email = coalesce(excluded.email, known.email),
                phone_number = coalesce(excluded.phone_number, known.phone_number),
                is_admin = excluded.is_admin
            where (known.email, known.phone_number, known.is_admin)
                      is distinct from (coalesce(excluded.email, known.email),
                                        coalesce(excluded.phone_number, known.phone_number), excluded.is_admin)
               or (coalesce(excluded.first_name, excluded.last_name) is not null
                   and (known.first_name, known.last_name) is distinct from (excluded.first_name, excluded.last_name))
            """;

    private TokenPeople() {}

    /// @param searchText by which they are found as long as the identity topic says nothing of them
    private record Told(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phoneNumber,
            boolean isAdmin,
            String searchText) {
        static Told of(TokenPerson person) {
            return new Told(
                    person.id(),
                    person.firstName(),
                    person.lastName(),
                    person.email(),
                    person.phoneNumber(),
                    person.isAdmin(),
                    SearchedPerson.of(
                            person.firstName(), person.lastName(), person.email(), person.phoneNumber(), null));
        }
    }

    /// Writes only what is new.
    public static void remember(Statements statements, List<TokenPerson> people) {
        if (!people.isEmpty()) {
            List<Told> told = people.stream().map(Told::of).toList();
            statements.update(REMEMBER, Map.of("told", JsonRows.of(told), "most", JsonRows.most()));
        }
    }
}
