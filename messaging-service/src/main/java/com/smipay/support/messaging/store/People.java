package com.smipay.support.messaging.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.text.PersonName;
import com.smipay.support.kit.text.SearchedPerson;
import com.smipay.support.messaging.domain.AccountStatus;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of people, as the identity topic tells them; a tombstone holds until a newer record (`decisions.md` 30,
/// 43). By it a message shows its sender's name, which is looked up in the statement that writes it, and agents that
/// are gone are known.
public final class People {
    /// Whoever decides that a chat is this person's holds the same lock, shared: so what is said of them here is either
    /// seen there, or comes after it.
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(:id, 20))";

    /// A record that was applied by the version before, which leaves out most of it, is applied once more.
    private static final String TAKE = """
            with taken as (
                insert into person as known (id, source_partition, source_offset, source_time, deleted, name, email, role, full_offset,
                                             first_name, last_name, phone_number, smipay_tag, profile_image,
                                             account_status, wallet, tier, kyc_verification)
                values (:id, :partition, :offset, cast(:time as timestamptz), :deleted, cast(:name as text), cast(:email as text),
                        cast(:role as text), :offset, cast(:first_name as text), cast(:last_name as text),
                        cast(:phone_number as text), cast(:smipay_tag as text), cast(:profile_image as jsonb),
                        cast(:account_status as text), cast(:wallet as jsonb), cast(:tier as jsonb),
                        cast(:kyc_verification as jsonb))
                on conflict (id) do update
                set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                    source_time = excluded.source_time,
                    deleted = excluded.deleted, name = excluded.name, email = excluded.email, role = excluded.role,
                    full_offset = excluded.full_offset, first_name = excluded.first_name,
                    last_name = excluded.last_name, phone_number = excluded.phone_number,
                    smipay_tag = excluded.smipay_tag, profile_image = excluded.profile_image,
                    account_status = excluded.account_status, wallet = excluded.wallet, tier = excluded.tier,
                    kyc_verification = excluded.kyc_verification
                where %s
                   or (known.source_partition = excluded.source_partition and known.source_offset = excluded.source_offset
                       and known.full_offset is distinct from excluded.full_offset)
                returning id
            ), forgotten as (
                delete from token_person where :deleted and id in (select id from taken)
            ), unsearched as (
                delete from person_search where :deleted and person_id in (select id from taken)
            ), searched as (
                insert into person_search as known (person_id, text)
                select id, :search_text from taken where not :deleted
                on conflict (person_id) do update set text = excluded.text where known.text <> excluded.text
            )
            select count(*) as taken, exists (select from token_person where id = :id) as is_known_by_token from taken
            """.formatted(RecordPosition.NEWER);

    private static final String FIND = """
            select source_partition, source_offset, deleted, role from person where id = :id
            """;

    private record Taken(boolean isNewer, boolean isKnownByToken) {}

    private People() {}

    /// A record; an older one than the one applied last changes nothing. Of a person with a tombstone nothing stays but
    /// that there was one.
    ///
    /// @return whether it was newer
    public static boolean take(Statements transaction, IdentityRecord<Person> identity, RecordPosition position) {
        hold(transaction, identity.id());
        Person person = identity.told();
        Map<String, @Nullable Object> params = position.params(identity.id());
        params.put("deleted", person == null);
        params.put("name", person == null ? null : PersonName.of(person.firstName(), person.lastName()));
        params.put("email", person == null ? null : person.email());
        params.put("role", person == null ? null : person.role());
        params.put("first_name", person == null ? null : person.firstName());
        params.put("last_name", person == null ? null : person.lastName());
        params.put("phone_number", person == null ? null : person.phoneNumber());
        params.put("smipay_tag", person == null ? null : person.smipayTag());
        params.put("profile_image", person == null ? null : json(person.profileImage()));
        params.put("account_status", person == null ? null : person.accountStatus());
        params.put("wallet", person == null ? null : json(person.wallet()));
        params.put("tier", person == null ? null : json(person.tier()));
        params.put("kyc_verification", person == null ? null : json(person.kycVerification()));
        params.put("search_text", person == null ? "" : searchText(person));
        Taken taken = transaction
                .queryOne(TAKE, params, row -> new Taken(row.number("taken") > 0, row.flag("is_known_by_token")))
                .orElseThrow();
        if (taken.isNewer() && taken.isKnownByToken() && person != null) {
            PersonSearch.fold(transaction, identity.id());
        }
        return taken.isNewer();
    }

    /// Until the transaction ends, nobody else says anything of this person.
    static void hold(Statements transaction, String id) {
        transaction.query(LOCK, Map.of("id", id), row -> true);
    }

    private static String searchText(Person person) {
        return SearchedPerson.of(
                person.firstName(), person.lastName(), person.email(), person.phoneNumber(), person.smipayTag());
    }

    private static @Nullable String json(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.toString();
    }

    /// Every record is newer than what is known of this person now.
    public static void disownSource(Statements statements, String id) {
        statements.update("update person set source_offset = -1 where id = :id", Map.of("id", id));
    }

    /// Empty while no record of them was applied.
    public static Optional<AppliedRecord> applied(Statements statements, String id) {
        return statements.queryOne(FIND, Map.of("id", id), row -> AppliedRecord.of(id, row));
    }

    /// Empty while no record of them was applied.
    public static Optional<AccountStatus> accountStatus(Statements statements, String id) {
        return statements.queryOne(
                FIND, Map.of("id", id), row -> new AccountStatus(row.flag("deleted"), row.textOrNull("role")));
    }
}
