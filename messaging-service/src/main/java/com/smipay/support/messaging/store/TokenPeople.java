package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.security.TokenPerson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What tokens say of people, which fills gaps of what the identity topic says (`decisions.md` 43).
public final class TokenPeople {
    /// A name is one thing: a token that tells half of one replaces the whole. Nothing is kept of whom the identity
    /// topic calls gone.
    private static final String REMEMBER = """
            insert into token_person as known (id, first_name, last_name, email, phone_number, is_admin)
            select :id, cast(:first_name as text), cast(:last_name as text), cast(:email as text),
                   cast(:phone_number as text), cast(:is_admin as boolean)
            where not exists (select from person where person.id = :id and person.deleted)
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

    /// Writes only what is new. Each person in a transaction of their own, so that two who remember several never wait
    /// for one another.
    public static void remember(Database database, List<TokenPerson> people) {
        for (TokenPerson person : people) {
            database.transaction(transaction -> remember(transaction, person));
        }
    }

    /// What is searched is looked at although nothing may be new: the version before folded one half only.
    private static boolean remember(Statements transaction, TokenPerson person) {
        People.hold(transaction, person.id());
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", person.id());
        params.put("first_name", person.firstName());
        params.put("last_name", person.lastName());
        params.put("email", person.email());
        params.put("phone_number", person.phoneNumber());
        params.put("is_admin", person.isAdmin());
        boolean isNew = transaction.update(REMEMBER, params) > 0;
        PersonSearch.fold(transaction, person.id());
        return isNew;
    }
}
