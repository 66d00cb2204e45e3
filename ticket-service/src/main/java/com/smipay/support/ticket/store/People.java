package com.smipay.support.ticket.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.ticket.domain.Assignee;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of people: what the identity topic says wins, tokens fill the gaps, a tombstone holds until a newer record
/// (`decisions.md` 30, 43).
public final class People {
    /// The role of everybody whose role the setting `jwt.admin-roles` names.
    public static final String ADMIN = "admin";

    private static final String USER = "user";

    /// What the identity topic says of somebody's account (`decisions.md` 54).
    public enum Told {
        /// Nothing that matters here: tokens decide.
        NOTHING,
        NO_ADMIN,
        GONE;

        static Told of(boolean deleted, @Nullable String role) {
            if (deleted) {
                return GONE;
            }
            return role == null || role.equals(ADMIN) ? NOTHING : NO_ADMIN;
        }
    }

    /// A token's name is taken as a whole too.
    private static final String REMEMBER = """
            insert into person as known (id, token_email, token_first_name, token_last_name, token_phone_number, token_role)
            values (:id, cast(:email as text), cast(:first_name as text), cast(:last_name as text),
                    cast(:phone_number as text), cast(:role as text))
            on conflict (id) do update
            set token_email = coalesce(excluded.token_email, known.token_email),
                token_first_name = case when coalesce(excluded.token_first_name, excluded.token_last_name) is not null
                                        then excluded.token_first_name else known.token_first_name end,
                token_last_name = case when coalesce(excluded.token_first_name, excluded.token_last_name) is not null
                                       then excluded.token_last_name else known.token_last_name end,
                token_phone_number = coalesce(excluded.token_phone_number, known.token_phone_number),
                token_role = coalesce(excluded.token_role, known.token_role)
            where not known.deleted
              and (known.token_email, known.token_first_name, known.token_last_name, known.token_phone_number,
                   known.token_role)
                  is distinct from (coalesce(excluded.token_email, known.token_email),
                                    case when coalesce(excluded.token_first_name, excluded.token_last_name) is not null
                                        then excluded.token_first_name else known.token_first_name end,
                                    case when coalesce(excluded.token_first_name, excluded.token_last_name) is not null
                                       then excluded.token_last_name else known.token_last_name end,
                                    coalesce(excluded.token_phone_number, known.token_phone_number),
                                    coalesce(excluded.token_role, known.token_role))
            """;

    private static final String TAKE = """
            insert into person as known (id, source_partition, source_offset, source_time, told_email, told_first_name,
                                         told_last_name, told_phone_number, told_smipay_tag, told_profile_image,
                                         told_role, told_account_status, told_wallet, told_tier, told_kyc_verification)
            values (:id, :partition, :offset, cast(:time as timestamptz), cast(:email as text), cast(:first_name as text), cast(:last_name as text),
                    cast(:phone_number as text), cast(:smipay_tag as text), cast(:profile_image as jsonb),
                    cast(:role as text), cast(:account_status as text), cast(:wallet as jsonb), cast(:tier as jsonb),
                    cast(:kyc_verification as jsonb))
            on conflict (id) do update
            set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                source_time = excluded.source_time, deleted = false,
                told_email = excluded.told_email, told_first_name = excluded.told_first_name,
                told_last_name = excluded.told_last_name, told_phone_number = excluded.told_phone_number,
                told_smipay_tag = excluded.told_smipay_tag, told_profile_image = excluded.told_profile_image,
                told_role = excluded.told_role, told_account_status = excluded.told_account_status,
                told_wallet = excluded.told_wallet, told_tier = excluded.told_tier,
                told_kyc_verification = excluded.told_kyc_verification
            where %s
            """.formatted(RecordPosition.NEWER);

    private static final String FORGET = """
            insert into person as known (id, source_partition, source_offset, source_time, deleted)
            values (:id, :partition, :offset, cast(:time as timestamptz), true)
            on conflict (id) do update
            set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                source_time = excluded.source_time, deleted = true,
                told_email = null, told_first_name = null, told_last_name = null, told_phone_number = null,
                told_smipay_tag = null, told_profile_image = null, told_role = null, told_account_status = null,
                told_wallet = null, told_tier = null, told_kyc_verification = null,
                token_email = null, token_first_name = null, token_last_name = null, token_phone_number = null,
                token_role = null
            where %s
            """.formatted(RecordPosition.NEWER);

    private static final String FIND = """
            select id, first_name, last_name, email, role from known_person where id = :id
            """;

    /// Held until the transaction ends, so that whatever the identity topic says of the person meanwhile comes after
    /// it. Where the identity topic tells a name, no token fills its other half (`decisions.md` 49), as in the view
    /// `known_person`.
    private static final String ASSIGNEE = """
            select deleted,
                   case when coalesce(told_first_name, told_last_name) is null then token_first_name
                        else told_first_name end as first_name,
                   case when coalesce(told_first_name, told_last_name) is null then token_last_name
                        else told_last_name end as last_name,
                   coalesce(told_email, token_email) as email, coalesce(told_role, token_role) as role
            from person
            where id = :id
            for share
            """;

    private static final String HOLD = """
            select id from person
            where id in (cast(:one as text), cast(:another as text), cast(:third as text))
            order by id
            for no key update
            """;

    private static final String TOLD = """
            select deleted, told_role from person where id = :id
            """;

    private static final String APPLIED = """
            select source_partition, source_offset, deleted from person
            where id = :id and source_partition is not null
            """;

    private People() {}

    /// Takes the rows of those who are known, in one order, before the transaction does anything with them. Two
    /// agents who make a ticket of one conversation at once would else each hold a row that the other one wants.
    public static void hold(Statements transaction, String one, @Nullable String another, @Nullable String third) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("one", one);
        params.put("another", another);
        params.put("third", third);
        transaction.query(HOLD, params, row -> row.text("id"));
    }

    /// What a token says, or an event about somebody who showed one. Writes only what is new.
    ///
    /// @param phoneNumber null where it is not told
    /// @param role `user` or `admin`; null where the role is not known
    /// @return whether anything was new
    public static boolean remember(
            Statements statements, Actor person, @Nullable String phoneNumber, @Nullable String role) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", person.id());
        params.put("email", person.email());
        params.put("first_name", person.firstName());
        params.put("last_name", person.lastName());
        params.put("phone_number", phoneNumber);
        params.put("role", role);
        return statements.update(REMEMBER, params) > 0;
    }

    /// A record of the identity topic; an older one than the one applied last changes nothing.
    ///
    /// @param adminRoles whoever has one of them is kept as [#ADMIN]
    /// @return whether it was newer
    public static boolean take(Statements statements, Person person, AdminRoles adminRoles, RecordPosition position) {
        Map<String, @Nullable Object> params = position.params(person.id());
        params.put("email", person.email());
        params.put("first_name", person.firstName());
        params.put("last_name", person.lastName());
        params.put("phone_number", person.phoneNumber());
        params.put("smipay_tag", person.smipayTag());
        params.put("profile_image", json(person.profileImage()));
        params.put("role", kept(person.role(), adminRoles));
        params.put("account_status", person.accountStatus());
        params.put("wallet", json(person.wallet()));
        params.put("tier", json(person.tier()));
        params.put("kyc_verification", json(person.kycVerification()));
        return statements.update(TAKE, params) > 0;
    }

    /// `admin` is kept for those who are one, whatever their system calls it.
    private static @Nullable String kept(@Nullable String role, AdminRoles adminRoles) {
        if (adminRoles.include(role)) {
            return ADMIN;
        }
        return ADMIN.equals(role) ? USER : role;
    }

    /// A tombstone: nothing of the person stays but that there was one.
    ///
    /// @return whether it was newer
    public static boolean forget(Statements statements, String id, RecordPosition position) {
        return statements.update(FORGET, position.params(id)) > 0;
    }

    /// Every record is newer than what is known of this person now.
    public static void disownSource(Statements statements, String id) {
        statements.update("update person set source_offset = -1 where id = :id", Map.of("id", id));
    }

    /// A person as an actor, or an assignee.
    public static Optional<Actor> find(Statements statements, String id) {
        return statements.queryOne(FIND, Map.of("id", id), People::actor);
    }

    /// What the account's address is now.
    public static Optional<String> emailOf(Statements statements, String id) {
        return find(statements, id).flatMap(found -> Optional.ofNullable(found.email()));
    }

    /// Whoever shows a token, by the name that they go by everywhere (`decisions.md` 49).
    public static Actor actor(Statements statements, Caller caller) {
        return find(statements, caller.userId())
                .orElseGet(() -> new Actor(caller.userId(), caller.firstName(), caller.lastName(), caller.email()));
    }

    /// An assignee, known or not. Until the transaction ends, no record of the identity topic about them is applied.
    public static Assignee assignee(Statements transaction, String id) {
        return transaction
                .queryOne(
                        ASSIGNEE,
                        Map.of("id", id),
                        row -> new Assignee(
                                id,
                                Assignee.shown(
                                        row.textOrNull("first_name"),
                                        row.textOrNull("last_name"),
                                        row.textOrNull("email")),
                                row.flag("deleted")
                                        ? Assignee.Knowledge.NO_ADMIN
                                        : knowledge(id, row.textOrNull("role"))))
                .orElseGet(() -> new Assignee(id, Assignee.shown(null, null, null), Assignee.Knowledge.UNKNOWN));
    }

    /// What the identity topic says of somebody's account; what tokens say does not count here.
    public static Told told(Statements statements, String id) {
        return statements
                .queryOne(TOLD, Map.of("id", id), row -> Told.of(row.flag("deleted"), row.textOrNull("told_role")))
                .orElse(Told.NOTHING);
    }

    /// Which record of the identity topic was applied last; empty while none was.
    public static Optional<AppliedRecord> applied(Statements statements, String id) {
        return statements.queryOne(APPLIED, Map.of("id", id), row -> AppliedRecord.of(id, row));
    }

    /// @param id null where nobody has told us about the person
    static Assignee.Knowledge knowledge(@Nullable String id, @Nullable String role) {
        if (id == null) {
            return Assignee.Knowledge.UNKNOWN;
        }
        return ADMIN.equals(role) ? Assignee.Knowledge.ADMIN : Assignee.Knowledge.NO_ADMIN;
    }

    private static Actor actor(Row row) {
        return new Actor(
                row.text("id"), row.textOrNull("first_name"), row.textOrNull("last_name"), row.textOrNull("email"));
    }

    private static @Nullable String json(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.toString();
    }
}
