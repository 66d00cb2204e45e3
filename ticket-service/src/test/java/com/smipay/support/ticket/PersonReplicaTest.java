package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.identity.IdentityProjector;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.ticket.domain.Assignee;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.PersonReplica;
import com.smipay.support.ticket.store.People;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `decisions.md` 30, 43: what records of the identity topics do, in whatever order they come.
class PersonReplicaTest {
    private static final Instant TIME = Instant.parse("2026-11-30T10:00:00Z");

    private final Database database = TicketDatabase.open(TicketDatabase.fresh());
    private final AtomicLong end = new AtomicLong(100);
    private final RecordHandler people = IdentityProjector.ofPeople(
            (topic, partition) -> end.get(),
            new PersonReplica(database, new Departures(database, event -> {}), AdminRoles.USUAL));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anOlderRecordChangesNothing() {
        people.handle(record(7, "{\"id\":\"u-1\",\"first_name\":\"Newer\"}"));
        people.handle(record(6, "{\"id\":\"u-1\",\"first_name\":\"Older\"}"));
        people.handle(record(5, null));

        assertThat(name()).isEqualTo("Newer");
        assertThat(People.applied(database, "u-1")).contains(new AppliedRecord("u-1", new RecordPosition(0, 7), false));
    }

    @Test
    void aTombstoneHoldsAgainstTokensUntilANewerRecord() {
        people.handle(record(1, "{\"id\":\"u-1\",\"first_name\":\"Told\"}"));
        people.handle(record(2, null));
        People.remember(database, new Actor("u-1", "Token", null, null), null, "user");

        assertThat(People.find(database, "u-1")).isEmpty();

        people.handle(record(3, "{\"id\":\"u-1\"}"));
        People.remember(database, new Actor("u-1", "Token", null, null), null, "user");

        assertThat(name()).isEqualTo("Token");
    }

    @Test
    void aNameIsOneSourcesAsAWhole() {
        People.remember(database, new Actor("u-1", "Token", "Name", null), null, "admin");
        people.handle(record(1, "{\"id\":\"u-1\",\"first_name\":\"Told\"}"));

        assertThat(People.find(database, "u-1")).contains(new Actor("u-1", "Told", null, null));
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Told");

        people.handle(record(2, "{\"id\":\"u-1\"}"));
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Token Name");

        People.remember(database, new Actor("u-1", "Mononym", null, null), null, "admin");
        People.remember(database, new Actor("u-1", null, null, null), null, "admin");
        assertThat(People.assignee(database, "u-1").name()).isEqualTo("Mononym");
    }

    /// A broker that lost its data begins again at offset 0, and people stay reachable.
    @Test
    void aTopicThatWasMadeAnewIsBelieved() {
        people.handle(record(7, "{\"id\":\"u-1\",\"first_name\":\"Before\"}"));
        end.set(1);

        people.handle(record(0, "{\"id\":\"u-1\",\"first_name\":\"After\"}"));

        assertThat(name()).isEqualTo("After");
        assertThat(People.applied(database, "u-1")).contains(new AppliedRecord("u-1", new RecordPosition(0, 0), false));
    }

    /// `decisions.md` 49: what turns the text around it, and what can't be seen, is no part of a name.
    @Test
    void namesAreCleaned() {
        people.handle(record(1, "{\"id\":\"u-1\",\"first_name\":\"\\u202EnimdA\\u0000\",\"last_name\":\"\\u200B\"}"));

        Actor person = People.find(database, "u-1").orElseThrow();
        assertThat(person.firstName()).isEqualTo("nimdA");
        assertThat(person.lastName()).isNull();
    }

    /// `decisions.md` 53: an id is the same in whatever case the key and the record write it, and the tombstone
    /// too.
    @Test
    void caseMakesNoOtherPerson() {
        String id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
        String capitals = id.toUpperCase(Locale.ROOT);
        String json = "{\"id\":\"" + id + "\",\"first_name\":\"Ada\"}";

        people.handle(record(capitals, 1, json));
        assertThat(People.find(database, id).orElseThrow().firstName()).isEqualTo("Ada");

        people.handle(record(capitals, 2, null));
        assertThat(People.find(database, id)).isEmpty();
    }

    /// Partitions were added, so the key has moved to another one; then the older ones are read once more.
    @Test
    void aTombstoneWinsOverOlderRecordsOfAnyPartition() {
        String ada = "{\"id\":\"u-1\",\"first_name\":\"Ada\"}";
        people.handle(recordOf(0, 250, TIME, ada));
        people.handle(recordOf(3, 1, TIME.plusSeconds(2), null));

        end.set(251);
        people.handle(recordOf(0, 250, TIME, ada));
        people.handle(recordOf(7, 1, TIME.plusSeconds(1), ada));
        assertThat(People.find(database, "u-1")).isEmpty();

        people.handle(recordOf(7, 2, TIME.plusSeconds(3), ada));
        assertThat(name()).isEqualTo("Ada");
    }

    /// Where a desk calls its agents otherwise, `admin` is a role like any other (`decisions.md` 14).
    @Test
    void onlyTheRolesOfTheSettingMakeAnAdmin() {
        RecordHandler desk = IdentityProjector.ofPeople(
                (topic, partition) -> end.get(),
                new PersonReplica(database, new Departures(database, event -> {}), new AdminRoles(Set.of("agent"))));
        desk.handle(record("u-1", 1, "{\"id\":\"u-1\",\"role\":\"admin\"}"));
        desk.handle(record("u-2", 2, "{\"id\":\"u-2\",\"role\":\"agent\"}"));

        assertThat(People.assignee(database, "u-1").knowledge()).isEqualTo(Assignee.Knowledge.NO_ADMIN);
        assertThat(People.assignee(database, "u-2").knowledge()).isEqualTo(Assignee.Knowledge.ADMIN);
    }

    private static InboundRecord recordOf(int partition, long offset, Instant time, @Nullable String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return new InboundRecord(Topics.IDENTITY_USERS, partition, offset, time, "u-1", Map.of(), value);
    }

    private @Nullable String name() {
        return People.find(database, "u-1").orElseThrow().firstName();
    }

    private static InboundRecord record(long offset, @Nullable String json) {
        return record("u-1", offset, json);
    }

    private static InboundRecord record(String key, long offset, @Nullable String json) {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return new InboundRecord(Topics.IDENTITY_USERS, 0, offset, TIME, key, Map.of(), value);
    }
}
