package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.TicketDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Duration KEPT = Duration.ofDays(30);

    private final TestDatabase raw = TicketDatabase.fresh();
    private final Database database = TicketDatabase.open(raw);

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void sessionsThatWereOverLongAgoAreForgottenAndNoOthers() {
        take("over long ago", Instant.now().minus(KEPT).minusSeconds(60));
        take("over lately", Instant.now().minus(KEPT).plusSeconds(60));
        take("goes on", Instant.now().plusSeconds(60));

        Sessions.forgetExpired(database, KEPT);

        assertThat(ids()).containsExactlyInAnyOrder("over lately", "goes on");
    }

    /// Until the topic has surely forgotten it too: a record that is older may come again until then.
    @Test
    void whatSaysThatASessionIsGoneIsKeptAsLong() {
        Sessions.forget(database, "gone lately", new RecordPosition(0, 1));
        Sessions.forget(database, "gone long ago", new RecordPosition(0, 2));
        raw.execute("update registration_session set told_at = now() - interval '31 days' where id = 'gone long ago'");

        Sessions.forgetExpired(database, KEPT);

        assertThat(ids()).containsExactly("gone lately");
    }

    @Test
    void manyAreForgottenInOneGo() {
        raw.execute("""
                insert into registration_session (id, source_partition, source_offset, deleted, email, expires_at)
                select 's-' || n, 0, n, false, 's' || n || '@x.ng', now() - interval '31 days'
                from generate_series(1, 2500) as n
                """);

        Sessions.forgetExpired(database, KEPT);

        assertThat(ids()).isEmpty();
    }

    private void take(String id, Instant expiresAt) {
        RegistrationSession session = new RegistrationSession(id, "a@x.ng", null, null, null, expiresAt, "active");
        assertThat(Sessions.take(database, session, new RecordPosition(0, 1))).isTrue();
    }

    private List<String> ids() {
        return database.query("select id from registration_session", Map.of(), row -> row.text("id"));
    }
}
