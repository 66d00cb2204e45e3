package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.db.Database;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What agents and users read of chats (`live-chat-api.md`): the lists, a chat with its notes, who is there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class InboxHttpTest {
    private static final String ADMIN_SIDE = "/api/v1/unified-admin/support";
    private static final Instant AT = Instant.parse("2026-02-24T10:30:00Z");
    private static final String ADA = "6f9619ff-8b86-4011-b42d-00cf4fc964ff";

    @AutoClose
    private final ServiceFixture service = new ServiceFixture(Map.of("support.display-name", "SmiPay Support"));

    @AutoClose
    private final Database database = MessagingDatabase.open(service.database);

    private final ChatSeed chats = new ChatSeed(database);

    @Test
    void aRowSaysWhatTheContractSays() {
        String user = ServiceFixture.unique("u");
        UUID id = chats.open(user, "row@x.ng", "+2348031234567", AT, "Where is my row?");
        chats.assign(id, ADA, AT.plusSeconds(5));
        chats.reply(id, AT.plusSeconds(60), "It is here.");
        chats.ticket(id, AT.plusSeconds(70), "SMI-2026-000777");
        person(user, "John", "Doe");
        database.update("update person set email = 'account@x.ng' where id = :id", Map.of("id", user));

        JsonNode row = only(list("?user_id=" + user));

        assertThat(row.path("id").asText()).isEqualTo(id.toString());
        assertThat(row.path("status").asText()).isEqualTo("waiting_user");
        assertThat(row.path("assigned_to").asText()).isEqualTo(ADA);
        assertThat(row.at("/assigned_admin/first_name").asText()).isEqualTo("Ada Obi");
        assertThat(row.at("/user/last_name").asText()).isEqualTo("Doe");
        assertThat(row.at("/user/email").asText()).isEqualTo("account@x.ng");
        assertThat(row.path("email").asText()).isEqualTo("row@x.ng");
        assertThat(row.at("/last_message/message").asText()).isEqualTo("It is here.");
        assertThat(row.at("/last_message/sender_name").asText()).isEqualTo("Ada Obi");
        assertThat(row.path("has_unread").asBoolean()).isFalse();
        assertThat(row.path("message_count").asInt()).isEqualTo(2);
        assertThat(row.at("/ticket/ticket_number").asText()).isEqualTo("SMI-2026-000777");
        assertThat(row.at("/ticket/id").asText()).isEqualTo(id.toString());
        assertThat(row.path("updatedAt").asText()).isEqualTo("2026-02-24T10:31:10.000Z");
    }

    @Test
    void figuresAreOfAllChatsAndTheTotalOfTheFilter() {
        String user = ServiceFixture.unique("u");
        JsonNode before = list("").path("analytics");
        UUID closed = chats.open(user, "", AT, "one");
        chats.close(closed, AT.plusSeconds(1));
        chats.open(user, "", AT.plusSeconds(2), "two");

        JsonNode after = list("?user_id=" + user + "&status%5B%5D=waiting_support&limit=1");

        assertThat(after.at("/meta/total").asInt()).isEqualTo(1);
        assertThat(after.at("/meta/total_pages").asInt()).isEqualTo(1);
        JsonNode figures = after.path("analytics");
        assertThat(grown(before, figures, "/total_conversations")).isEqualTo(2);
        assertThat(grown(before, figures, "/active")).isEqualTo(1);
        assertThat(grown(before, figures, "/unassigned")).isEqualTo(1);
        assertThat(grown(before, figures, "/by_status/closed")).isEqualTo(1);
        assertThat(figures.at("/by_status/waiting_support").asInt()).isZero();
    }

    @Test
    void datesAreOfTheDesk() {
        String user = ServiceFixture.unique("u");
        chats.open(user, "", Instant.parse("2026-01-09T22:59:59Z"), "the day before, in Lagos");
        chats.open(user, "", Instant.parse("2026-01-09T23:00:00Z"), "that day");

        JsonNode found = list("?user_id=" + user + "&date_from=2026-01-10&date_to=2026-01-10");

        assertThat(only(found).at("/last_message/message").asText()).isEqualTo("that day");
    }

    @ParameterizedTest
    @CsvSource({
        "?status=open, status",
        "?assigned_to=ada, assigned_to",
        "?has_ticket=yes, has_ticket",
        "?sort_by=priority, sort_by",
        "?limit=101, limit",
        "?page=0, page",
        "?date_from=yesterday, date_from",
        "?search=%25%25%25, search",
        "?search=!!!, search",
        "?search=___, search",
        "?search=a.., search",
        "?colour=red, colour",
    })
    void whatCannotBeMeantIsRefusedByName(String query, String field) {
        Answer refused = service.send(admin("/conversations" + query));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/conversations", "/agents", "/conversations/019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12"})
    void onlyAdminsReadThem(String path) {
        String user = service.token("u-1", "u1@x.ng");

        assertThat(service.send(service.publicly(ADMIN_SIDE + path)).status()).isEqualTo(401);
        assertThat(service.send(service.publicly(ADMIN_SIDE + path).header("Authorization", "Bearer " + user))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theDetailHasNotesHandoversAndHistory() {
        String user = ServiceFixture.unique("u");
        UUID id = chats.open(user, "detail@x.ng", AT, "first words");
        chats.assign(id, ADA, AT.plusSeconds(5));
        chats.note(id, AT.plusSeconds(6), "for colleagues");
        chats.reply(id, AT.plusSeconds(7), "an answer");
        database.update("""
                insert into handover (id, conversation_id, from_admin_id, from_admin_name, to_admin_id, to_admin_name, reason,
                                      status, created_at)
                values (gen_random_uuid(), cast(:id as uuid), 'a', 'Ada', 'b', 'Ben', null, 'pending', now())
                """, Map.of("id", id));

        JsonNode detail = service.send(admin("/conversations/" + id)).data();

        assertThat(detail.path("messages")
                        .valueStream()
                        .map(message -> message.path("message").asText()))
                .containsExactly("first words", "for colleagues", "an answer");
        assertThat(detail.at("/messages/1/is_internal").asBoolean()).isTrue();
        assertThat(detail.path("total_messages").asInt()).isEqualTo(3);
        assertThat(detail.path("message_count").asInt()).isEqualTo(2);
        assertThat(detail.at("/handovers/0/to_admin_name").asText()).isEqualTo("Ben");
        assertThat(detail.path("history")
                        .valueStream()
                        .map(entry -> entry.path("change").asText()))
                .containsExactly("opened", "assigned_to");
        assertThat(detail.at("/device_metadata/platform").asText()).isEqualTo("ios");
        assertThat(detail.path("ip_address").asText()).isEqualTo("192.0.2.7");
        assertThat(detail.path("ticket").isNull()).isTrue();

        JsonNode page = service.send(admin("/conversations/" + id + "?limit=1&before="
                        + detail.at("/messages/2/id").asText()))
                .data();
        assertThat(page.at("/messages/0/message").asText()).isEqualTo("for colleagues");
        assertThat(page.path("has_more").asBoolean()).isTrue();
        Answer unknown = service.send(admin("/conversations/" + id + "?before=" + UUID.randomUUID()));
        assertThat(unknown.status()).isEqualTo(400);
    }

    @Test
    void theConversationOfATicketThatBeganAsOneIsNoChat() {
        UUID ticket = service.told(TicketStates.of(ServiceFixture.unique("u"))).id();

        for (String id : new String[] {ticket.toString(), UUID.randomUUID().toString(), "SMI-2026-000001"}) {
            Answer answer = service.send(admin("/conversations/" + id));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("CONVERSATION_NOT_FOUND");
            assertThat(answer.json().path("message").asText()).isEqualTo("Conversation not found");
        }
    }

    @Test
    void aUserSeesTheirOwnAndThoseOfTheirEmail() {
        String user = ServiceFixture.unique("u");
        String email = user + "@x.ng";
        UUID first = chats.open(user, "", AT, "mine");
        chats.assign(first, ADA, AT.plusSeconds(1));
        chats.reply(first, AT.plusSeconds(100), "an answer");
        chats.open(null, email, AT.plusSeconds(10), "a guest's with my email");
        chats.open("u-other", email, AT.plusSeconds(20), "another account's");
        UUID closed = chats.open(user, "", AT.plusSeconds(30), "closed");
        chats.close(closed, AT.plusSeconds(40));

        JsonNode page = own(user, email, "?limit=2");
        JsonNode rest =
                own(user, email, "?limit=2&cursor=" + page.path("next_cursor").asText());

        assertThat(page.path("total").asInt()).isEqualTo(3);
        JsonNode newest = page.at("/conversations/0");
        assertThat(newest.path("id").asText()).isEqualTo(first.toString());
        assertThat(newest.path("assigned_admin_name").asText()).isEqualTo("SmiPay Support");
        assertThat(newest.at("/last_message/sender_name").asText()).isEqualTo("SmiPay Support");
        assertThat(newest.path("has_unread").asBoolean()).isTrue();
        assertThat(page.at("/conversations/1/status").asText()).isEqualTo("closed");
        assertThat(page.at("/conversations/1/updated_at").asText()).isEqualTo("2026-02-24T10:30:40.000Z");
        assertThat(rest.path("conversations").size()).isEqualTo(1);
        assertThat(rest.at("/conversations/0/last_message/message").asText()).isEqualTo("a guest's with my email");
        assertThat(rest.path("next_cursor").isNull()).isTrue();
        assertThat(service.send(service.user("/api/v1/support/conversations", null))
                        .status())
                .isEqualTo(401);
        assertThat(service.send(service.user("/api/v1/support/conversations?cursor=x", service.token(user, email)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void nobodysEmailIsNobodys() {
        chats.open(null, "", AT, "by nobody who is known");
        String token = service.tokens.user(ServiceFixture.unique("u")).sign();

        assertThat(service.send(service.user("/api/v1/support/conversations", token))
                        .data()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void whoHasASocketIsOnlineUntilNobodyVouchesForIt() {
        String agent = UUID.randomUUID().toString();
        UUID instance = UUID.randomUUID();
        UUID id = chats.open(ServiceFixture.unique("u"), "", AT, "hello");
        chats.assign(id, agent, AT.plusSeconds(1));

        Answer heard = presence(instance, agent, """
                {"id":"%s","first_name":"Zora","last_name":"Ada","email":"zora@smipay.com"}""".formatted(agent));

        assertThat(heard.status()).isEqualTo(204);
        JsonNode online = agent(agent);
        assertThat(online.path("online").asBoolean()).isTrue();
        assertThat(online.path("first_name").asText()).isEqualTo("Zora");
        assertThat(online.path("open_conversations").asInt()).isEqualTo(1);
        presence(instance, null, "");
        assertThat(agent(agent).path("online").asBoolean()).isFalse();
        presence(instance, agent, "");
        assertThat(agent(agent).path("online").asBoolean()).isTrue();
        // It crashed seven seconds ago.
        database.update(
                "update agent_presence set seen_at = clock_timestamp() - interval '7 seconds' where instance_id = cast(:id as uuid)",
                Map.of("id", instance));
        assertThat(agent(agent).path("online").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"agents\":[]}",
                "{\"instance_id\":\"7\",\"agents\":[]}",
                "{\"instance_id\":\"019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12\"}",
                "{\"instance_id\":\"019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12\",\"agents\":[7]}",
                "{\"instance_id\":\"019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12\",\"agents\":[],\"people\":[{}]}",
            })
    void presenceThatSaysNothingIsRefused(String body) {
        assertThat(service.internal("/internal/presence", body).status()).isEqualTo(400);
    }

    private Answer presence(UUID instance, @Nullable String agent, String person) {
        String agents = agent == null ? "" : "\"" + agent + "\"";
        return service.internal(
                "/internal/presence",
                "{\"instance_id\":\"" + instance + "\",\"agents\":[" + agents + "],\"people\":[" + person + "]}");
    }

    private JsonNode agent(String id) {
        return service.send(admin("/agents"))
                .data()
                .path("agents")
                .valueStream()
                .filter(agent -> agent.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode own(String user, String email, String query) {
        return service.send(service.user("/api/v1/support/conversations" + query, service.token(user, email)))
                .data();
    }

    private JsonNode list(String query) {
        Answer answer = service.send(admin("/conversations" + query));
        assertThat(answer.status()).isEqualTo(200);
        return answer.data();
    }

    private HttpRequest.Builder admin(String path) {
        return service.publicly(ADMIN_SIDE + path).header("Authorization", "Bearer " + service.admin());
    }

    private void person(String id, String first, String last) {
        database.update("""
                insert into person (id, source_partition, source_offset, first_name, last_name) values (:id, 0, 1, :first, :last)
                """, Map.of("id", id, "first", first, "last", last));
    }

    private static int grown(JsonNode before, JsonNode after, String figure) {
        return after.at(figure).asInt() - before.at(figure).asInt();
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list.path("conversations").size()).isEqualTo(1);
        return list.path("conversations").path(0);
    }
}
