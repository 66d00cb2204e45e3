package com.smipay.support.ticket.store;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.db.Portions;
import com.smipay.support.kit.db.Row;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.RecordPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The copy of registration sessions (`decisions.md` 17, 30).
public final class Sessions {
    private static final String TAKE = """
            insert into registration_session as known (id, source_partition, source_offset, source_time, deleted, email,
                                                       phone_number, first_name, last_name, expires_at, status)
            values (:id, :partition, :offset, cast(:time as timestamptz), false, :email, cast(:phone_number as text), cast(:first_name as text),
                    cast(:last_name as text), :expires_at, cast(:status as text))
            on conflict (id) do update
            set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                source_time = excluded.source_time, deleted = false,
                told_at = now(), email = excluded.email, phone_number = excluded.phone_number,
                first_name = excluded.first_name, last_name = excluded.last_name, expires_at = excluded.expires_at, status = excluded.status
            where %s
            """.formatted(RecordPosition.NEWER);

    private static final String FORGET = """
            insert into registration_session as known (id, source_partition, source_offset, source_time, deleted)
            values (:id, :partition, :offset, cast(:time as timestamptz), true)
            on conflict (id) do update
            set source_partition = excluded.source_partition, source_offset = excluded.source_offset,
                source_time = excluded.source_time, deleted = true,
                told_at = now(), email = null, phone_number = null, first_name = null, last_name = null,
                expires_at = null, status = null
            where %s
            """.formatted(RecordPosition.NEWER);

    private static final String APPLIED = """
            select source_partition, source_offset, deleted from registration_session where id = :id
            """;

    private static final String FORGET_EXPIRED = """
            delete from registration_session
            where id = any (array(
                select id from registration_session
                where coalesce(expires_at, told_at) < now() - cast(:kept as interval)
                order by coalesce(expires_at, told_at)
                limit :batch
            ))
            """;

    private Sessions() {}

    /// Forgets sessions that were over long ago, and what says that one is gone. Nobody misses them: a session that is
    /// over and one that is not known are refused alike.
    ///
    /// @param kept how long after its end a session is kept
    public static void forgetExpired(Statements statements, Duration kept) {
        Portions.delete(statements, FORGET_EXPIRED, Map.of("kept", kept.toString()));
    }

    /// An older record than the one applied last changes nothing.
    ///
    /// @return whether it was newer
    public static boolean take(Statements statements, RegistrationSession session, RecordPosition position) {
        Map<String, @Nullable Object> params = position.params(session.sessionId());
        params.put("email", session.email());
        params.put("phone_number", session.phoneNumber());
        params.put("first_name", session.firstName());
        params.put("last_name", session.lastName());
        params.put("expires_at", session.expiresAt());
        params.put("status", session.status());
        return statements.update(TAKE, params) > 0;
    }

    /// @return whether the tombstone was newer
    public static boolean forget(Statements statements, String id, RecordPosition position) {
        return statements.update(FORGET, position.params(id)) > 0;
    }

    /// Every record is newer than what is known of this session now.
    public static void disownSource(Statements statements, String id) {
        statements.update("update registration_session set source_offset = -1 where id = :id", Map.of("id", id));
    }

    /// Which record of the identity topic was applied last; empty while none was.
    public static Optional<AppliedRecord> applied(Statements statements, String id) {
        return statements.queryOne(APPLIED, Map.of("id", id), row -> AppliedRecord.of(id, row));
    }

    /// From columns called `session_…`; null where there is no such session.
    static @Nullable RegistrationSession session(Row row) {
        String id = row.textOrNull("session_id");
        String email = row.textOrNull("session_email");
        Instant expiresAt = row.instantOrNull("session_expires_at");
        if (id == null || email == null || expiresAt == null) {
            return null;
        }
        return new RegistrationSession(
                id,
                email,
                row.textOrNull("session_phone_number"),
                row.textOrNull("session_first_name"),
                row.textOrNull("session_last_name"),
                expiresAt,
                row.textOrNull("session_status"));
    }
}
