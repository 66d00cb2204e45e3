package com.smipay.support.messaging.store;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.messaging.domain.AccountStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of people, as the identity topic tells them; a tombstone holds until a newer record (`decisions.md` 30,
/// 43).
/// By it a message shows its sender's name, which is looked up in the statement that writes it, and agents that are
/// gone are known.
public final class People {
    private static final String TAKE = """
            insert into person as known (id, source_partition, source_offset, deleted, name, email, role)
            values (:id, :partition, :offset, :deleted, cast(:name as text), cast(:email as text), cast(:role as text))
            on conflict (id) do update
            set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                deleted = excluded.deleted, name = excluded.name, email = excluded.email, role = excluded.role
            where known.source_partition is distinct from excluded.source_partition
               or known.source_offset < excluded.source_offset
            """;

    private static final String FIND = """
            select source_partition, source_offset, deleted, role from person where id = :id
            """;

    private People() {}

    /// Where a record of the identity topic stood. A key never changes its partition, so within it the greater offset
    /// is
    /// the newer record.
    public record Source(int partition, long offset) {}

    /// The record that was applied last.
    ///
    /// @param deleted whether it was a tombstone
    public record Applied(String id, Source source, boolean deleted) {}

    /// A record; an older one than the one applied last changes nothing.
    ///
    /// @param person null for a tombstone: nothing of them stays but that there was one
    /// @return whether it was newer
    public static boolean take(Statements statements, String id, @Nullable Person person, Source source) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", id);
        params.put("partition", source.partition());
        params.put("offset", source.offset());
        params.put("deleted", person == null);
        params.put("name", person == null ? null : name(person));
        params.put("email", person == null ? null : person.email());
        params.put("role", person == null ? null : person.role());
        return statements.update(TAKE, params) > 0;
    }

    /// Every record is newer than what is known of this person now.
    public static void disownSource(Statements statements, String id) {
        statements.update("update person set source_offset = -1 where id = :id", Map.of("id", id));
    }

    /// Empty while no record of them was applied.
    public static Optional<Applied> applied(Statements statements, String id) {
        return statements.queryOne(
                FIND,
                Map.of("id", id),
                row -> new Applied(
                        id,
                        new Source(row.integer("source_partition"), row.number("source_offset")),
                        row.flag("deleted")));
    }

    /// Empty while no record of them was applied.
    public static Optional<AccountStatus> accountStatus(Statements statements, String id) {
        return statements.queryOne(
                FIND, Map.of("id", id), row -> new AccountStatus(row.flag("deleted"), row.textOrNull("role")));
    }

    private static @Nullable String name(Person person) {
        String first = ShownText.name(person.firstName());
        String last = ShownText.name(person.lastName());
        return first == null || last == null ? (first == null ? last : first) : first + " " + last;
    }
}
