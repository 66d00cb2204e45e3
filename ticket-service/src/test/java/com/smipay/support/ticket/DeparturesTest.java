package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.RecordHandler;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.identity.IdentityProjector;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.replica.PersonReplica;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `decisions.md` 13, 53, 54: what follows when the identity topic says that somebody is gone, or no admin any
/// more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class DeparturesTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final Database database = TicketDatabase.open(service.database);

    private final List<TicketEvent> announced = new ArrayList<>();
    private final RecordHandler people = people(event -> announced.add(event(event)));
    private long offset;

    @Test
    void whatAnAgentHadAndIsNotSettledIsUnassignedAndNothingMoreIsAssignedToThem() {
        String agent = told("admin");
        JsonNode open = service.opened("open@x.ng");
        JsonNode settled = service.opened("settled@x.ng");
        assign(open, agent);
        assign(settled, agent);
        service.put("/" + id(settled) + "/status", "{\"status\":\"resolved\"}");

        tell(agent, null);

        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst())
                .isEqualTo(new TicketEvent.Unassigned(announced.getFirst().ticket(), agent));
        assertThat(service.row(open).path("assigned_to").isNull()).isTrue();
        assertThat(service.row(settled).path("assigned_to").asText()).isEqualTo(agent);
        JsonNode last = detail(open).path("history").path(2);
        assertThat(last.path("change").asText()).isEqualTo("assigned_to");
        assertThat(last.path("from").asText()).isEqualTo(agent);
        assertThat(last.path("to").isNull() && last.path("by").isNull()).isTrue();
        ServiceFixture.Answer refused = assign(open, agent.toUpperCase(Locale.ROOT));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("NOT_AN_ADMIN");
    }

    @Test
    void whoIsNoAdminAnyMoreIsNoneUntilANewerRecordSaysSo() {
        String agent = UUID.randomUUID().toString();
        String token = service.tokens.user(agent).email("agent@x.ng").admin().sign();
        JsonNode ticket = service.opened("role@x.ng");

        assertThat(admin(token)).isEqualTo(200);
        assertThat(assign(ticket, agent.toUpperCase(Locale.ROOT))
                        .data()
                        .path("assigned_to")
                        .asText())
                .isEqualTo(agent);

        tell(agent, "user");
        assertThat(admin(token)).isEqualTo(403);
        assertThat(service.row(ticket).path("assigned_to").isNull()).isTrue();
        assertThat(assign(ticket, agent).code()).isEqualTo("NOT_AN_ADMIN");

        tell(agent, "admin");
        assertThat(admin(token)).isEqualTo(200);
        assertThat(assign(ticket, agent).status()).isEqualTo(200);

        tell(agent, null);
        assertThat(admin(token)).isEqualTo(403);
    }

    /// Whoever applied the record crashed before the rest was done: the same record comes again.
    @Test
    void theRestIsDoneWhenTheRecordComesAgain() {
        String agent = told("admin");
        List<JsonNode> tickets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tickets.add(service.opened("again" + i + "@x.ng"));
            assign(tickets.getLast(), agent);
        }
        RecordHandler crashing = people(event -> {
            throw new IllegalStateException("gone");
        });
        InboundRecord tombstone = record(agent, null);

        try {
            crashing.handle(tombstone);
        } catch (IllegalStateException gone) {
            assertThat(new Departures(database, event -> {}).arePending(agent)).isTrue();
        }
        people.handle(tombstone);
        people.handle(tombstone);

        assertThat(announced).hasSize(2);
        assertThat(new Departures(database, event -> {}).arePending(agent)).isFalse();
        for (JsonNode ticket : tickets) {
            assertThat(service.row(ticket).path("assigned_to").isNull()).isTrue();
        }
    }

    @Test
    void aTicketThatSomebodyHoldsIsLeftForTheNextTimeAndTheOthersAreNot() throws Exception {
        String agent = told("admin");
        JsonNode held = service.opened("held@x.ng");
        JsonNode free = service.opened("free@x.ng");
        assign(held, agent);
        assign(free, agent);
        InboundRecord tombstone = record(agent, null);

        try (Database asInService = new Database(new DatabaseSettings(
                        service.database.url(),
                        service.database.username(),
                        service.database.password(),
                        2,
                        Duration.ofSeconds(5)));
                TestDatabase.Held lock =
                        service.database.hold("select * from ticket where id = '%s' for update".formatted(id(held)))) {
            RecordHandler impatient = people(asInService, event -> announced.add(event(event)));
            assertThatThrownBy(() -> impatient.handle(tombstone))
                    .isInstanceOfSatisfying(
                            DatabaseUnavailableException.class,
                            failure -> assertThat(failure.isRowHeld()).isTrue());
            assertThat(service.row(free).path("assigned_to").isNull()).isTrue();
        }
        people.handle(tombstone);

        assertThat(service.row(held).path("assigned_to").isNull()).isTrue();
    }

    @Test
    void aTicketOfAnAccountThatIsGoneIsListedForTheNextAccountOfTheSameEmail() {
        String before = UUID.randomUUID().toString();
        String email = ServiceFixture.unique("again") + "@x.ng";
        JsonNode ticket = service.openedBy(service.user(before, email), email);
        String after = service.user(UUID.randomUUID().toString(), email);
        assertThat(mine(after)).isZero();

        tell(before, null);

        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst())
                .isEqualTo(new TicketEvent.Released(announced.getFirst().ticket(), before));
        assertThat(mine(after)).isEqualTo(1);
        assertThat(service.row(ticket).path("user_id").isNull()).isTrue();
        JsonNode last = detail(ticket).path("history").path(1);
        assertThat(last.path("change").asText()).isEqualTo("claimed");
        assertThat(last.path("from").asText()).isEqualTo(before);
        assertThat(last.path("to").isNull()).isTrue();
    }

    private RecordHandler people(Consumer<EventEnvelope> announce) {
        return people(database, announce);
    }

    private static RecordHandler people(Database database, Consumer<EventEnvelope> announce) {
        return IdentityProjector.ofPeople(
                (topic, partition) -> Long.MAX_VALUE,
                new PersonReplica(database, new Departures(database, announce), AdminRoles.USUAL));
    }

    private static TicketEvent event(EventEnvelope envelope) {
        return (TicketEvent) ((Decoded.Known) EventCodec.decode(envelope)).event();
    }

    private String told(String role) {
        String id = UUID.randomUUID().toString();
        tell(id, role);
        return id;
    }

    /// @param role null for a tombstone
    private void tell(String id, @Nullable String role) {
        announced.clear();
        people.handle(record(id, role));
    }

    private InboundRecord record(String id, @Nullable String role) {
        byte[] value = role == null
                ? null
                : "{\"id\":\"%s\",\"role\":\"%s\"}".formatted(id, role).getBytes(StandardCharsets.UTF_8);
        return new InboundRecord(Topics.IDENTITY_USERS, 99, offset++, Instant.EPOCH, id, Map.of(), value);
    }

    private ServiceFixture.Answer assign(JsonNode ticket, String to) {
        return service.put("/" + id(ticket) + "/assign", "{\"assigned_to\":\"%s\"}".formatted(to));
    }

    private int admin(String token) {
        return service.send(service.at(ServiceFixture.ADMIN_SIDE).header("Authorization", "Bearer " + token))
                .status();
    }

    private int mine(String token) {
        return service.send(service.user("/my-tickets").header("Authorization", "Bearer " + token))
                .data()
                .path("total_tickets")
                .asInt();
    }

    private JsonNode detail(JsonNode ticket) {
        service.messaging.replies("/internal/conversations/" + id(ticket), call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id(ticket)).GET()).data();
    }

    private static String id(JsonNode ticket) {
        return ticket.path("id").asText();
    }
}
