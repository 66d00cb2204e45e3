package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `live-chat-api.md`, rule 4: a ticket is made of a conversation.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ConversionTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    /// Their token said who they are to the messaging service only.
    @Test
    void anOwnerWhoHasNeverCalledHereIsShownByWhatTheirTokenSaid() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        ObjectNode body = ConversionSamples.body(UUID.randomUUID(), "u-by-token", "token@x.ng", null);
        body.set(
                "owner_by_token",
                Json.mapper().valueToTree(new Actor("u-by-token", "Tokname", "Ofatoken", "token@x.ng")));

        assertThat(convert(id, body).status()).isEqualTo(201);

        assertThat(row(id).path("user").path("first_name").asText()).isEqualTo("Tokname");
    }

    @Test
    void theTicketHasTheConversationsIdAndFirstMessageAndIsInProgress() {
        UUID id = UuidCreator.getTimeOrderedEpoch();

        Answer answer = convert(id, ConversionSamples.body(UUID.randomUUID(), "u-chat", "chat@x.ng", null));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("created").asBoolean()).isTrue();
        TicketEvent.Opened opened = opened(answer);
        assertThat(opened.ticket().id()).isEqualTo(id);
        assertThat(opened.ticket().conversationId()).isEqualTo(id);
        assertThat(opened.ticket().description()).isEqualTo(ConversionSamples.DESCRIPTION);
        assertThat(opened.message().message()).isEqualTo("Where is my money?");
        assertThat(opened.message().createdAt()).isEqualTo(ConversionSamples.BEGAN);
        assertThat(opened.openedBy()).isNotNull().extracting(Actor::id).isEqualTo("agent-1");
        assertThat(service.messaging.told(id.toString())).hasSize(1);
        JsonNode row = row(id);
        assertThat(row.path("conversation_id").asText()).isEqualTo(id.toString());
        assertThat(row.path("status").asText()).isEqualTo("in_progress");
        assertThat(row.path("priority").asText()).isEqualTo("urgent");
        assertThat(row.path("email").asText()).isEqualTo("chat@x.ng");
        assertThat(row.path("user_id").asText()).isEqualTo("u-chat");
        assertThat(row.path("phone_number").asText()).isEqualTo("+2348031234567");
        assertThat(row.path("message_count").asInt()).isEqualTo(3);
        assertThat(row.path("last_message_from").asText()).isEqualTo("user");
        // Nobody has answered yet.
        assertThat(row.path("first_response_at").asText())
                .isEqualTo(row.path("createdAt").asText());
        JsonNode detail = detail(id);
        assertThat(detail.path("description").asText()).isEqualTo(ConversionSamples.DESCRIPTION);
        assertThat(detail.path("device_metadata").path("platform").asText()).isEqualTo("ios");
        assertThat(detail.path("ip_address").asText()).isEqualTo("192.0.2.7");
        assertThat(detail.path("history")
                        .valueStream()
                        .map(entry -> entry.path("change").asText() + ":"
                                + entry.path("to").asText() + ":"
                                + entry.path("by").path("id").asText()))
                .containsExactly("opened:in_progress:agent-1", "assigned_to:agent-1:agent-1");
        assertThat(mine("u-chat", "chat@x.ng").path(0).path("conversation_id").asText())
                .isEqualTo(id.toString());
        // A peer that lost it gets the same first message again.
        JsonNode told = service.send(service.asPeer("/internal/tickets/" + id)).json();
        assertThat(told.path("events")
                        .path(0)
                        .path("data")
                        .path("message")
                        .path("message")
                        .asText())
                .isEqualTo("Where is my money?");
    }

    @Test
    void askedAgainByTheSameRequestItIsMadeAndByAnotherOneItWasThere() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        UUID attempt = UUID.randomUUID();
        String number = opened(convert(id, ConversionSamples.body(attempt, null, "again@x.ng", null)))
                .ticket()
                .ticketNumber();
        service.put("/" + id + "/priority", "{\"priority\":\"low\"}");

        Answer same = convert(id, ConversionSamples.body(attempt, null, "again@x.ng", null));
        Answer other = convert(id, ConversionSamples.body(UUID.randomUUID(), null, "again@x.ng", null));

        assertThat(same.status()).isEqualTo(201);
        assertThat(same.json().path("created").asBoolean()).isTrue();
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.json().path("created").asBoolean()).isFalse();
        for (Answer again : List.of(same, other)) {
            assertThat(opened(again).ticket().ticketNumber()).isEqualTo(number);
            assertThat(opened(again).ticket().version()).isEqualTo(2);
        }
    }

    /// One agent's request has the row of the other, who holds the chat. Whoever waits for that row holds none that the
    /// first one goes on to take: else both wait until both are refused.
    @Test
    void twoAgentsWhoMakeItAtOnceDoNotWaitForEachOther() throws Exception {
        ObjectNode body = ConversionSamples.body(UUID.randomUUID(), "u-awaited", "awaited@x.ng", "agent-2");
        body.set("owner_by_token", Json.mapper().valueToTree(new Actor("u-awaited", "Await", "Ed", "awaited@x.ng")));
        database("insert into person (id) values ('agent-1'), ('agent-2'), ('u-awaited') on conflict do nothing");
        FutureTask<Answer> asked = new FutureTask<>(() -> convert(UuidCreator.getTimeOrderedEpoch(), body));

        try (TestDatabase.Held other =
                service.database.hold("select id from person where id = 'agent-2' for no key update")) {
            Thread.ofPlatform().start(asked);
            await().until(() -> service.database.number("""
                            select count(*) from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock'
                            """) == 1);
            try (Statement next = other.connection().createStatement()) {
                assertThat(next.executeQuery("select id from person where id = 'u-awaited' for no key update nowait")
                                .next())
                        .isTrue();
            }
        }
        asked.get();
    }

    @Test
    void ofFiveAtOnceOneMakesIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            List<Callable<Answer>> asked = IntStream.range(0, 5)
                    .<Callable<Answer>>mapToObj(
                            i -> () -> convert(id, ConversionSamples.body(UUID.randomUUID(), null, "five@x.ng", null)))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            List<String> numbers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : threads.invokeAll(asked)) {
                    statuses.add(answer.get().status());
                    numbers.add(opened(answer.get()).ticket().ticketNumber());
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200, 200);
            assertThat(numbers.stream().distinct()).hasSize(1);
            assertThat(detail(id).path("history").size()).isEqualTo(2);
        }
    }

    @Test
    void whatWasWrittenMeanwhileComesWithTheLink() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        TicketEvent.Opened opened =
                opened(convert(id, ConversionSamples.body(UUID.randomUUID(), null, "link@x.ng", null)));
        Instant made = opened.ticket().createdAt();
        Actor claimer = new Actor("u-link", "Chidi", "Eze", "link@x.ng");

        Answer told = service.tell(ConversionSamples.linked(opened, 9, made.plusSeconds(5), claimer));
        Answer again = service.tell(ConversionSamples.linked(opened, 9, made.plusSeconds(5), claimer));

        TicketEvent.Claimed claimed = (TicketEvent.Claimed) only(told);
        assertThat(claimed.ticket().owner().userId()).isEqualTo("u-link");
        assertThat(claimed.ticket().conversationId()).isEqualTo(id);
        assertThat(only(again)).isInstanceOf(TicketEvent.Opened.class);
        JsonNode row = row(id);
        assertThat(row.path("message_count").asInt()).isEqualTo(4);
        assertThat(row.path("last_message_from").asText()).isEqualTo("support");
        assertThat(row.path("user_id").asText()).isEqualTo("u-link");
        assertThat(Instant.parse(row.path("first_response_at").asText())).isEqualTo(made);
        assertThat(row.path("response_time_seconds").asInt()).isZero();
    }

    @Test
    void whatIsOfNoConcernToTicketsIsTakenForDone() {
        ChatState chat = ConversionSamples.chat(UuidCreator.getTimeOrderedEpoch(), 2, ConversionSamples.BEGAN, null);
        MessageState message = ConversionSamples.message(UuidCreator.getTimeOrderedEpoch(), "A word.");
        Actor agent = new Actor("agent-1", "Ada", "Obi", null);

        assertThat(List.of(
                                new ConversationEvent.Opened(chat, message),
                                new ConversationEvent.Claimed(chat, agent),
                                new ConversationEvent.Closed(chat, agent, null))
                        .stream()
                        .map(event -> service.tell(Conversation.envelope("/messaging-service", event))
                                .status()))
                .containsExactly(204, 204, 204);
    }

    @Test
    void anEmailThatNobodyKnowsIsNullAndNobodysOwn() {
        UUID id = UuidCreator.getTimeOrderedEpoch();

        convert(id, ConversionSamples.body(UUID.randomUUID(), "u-nameless", "", null));

        assertThat(row(id).path("email").isNull()).isTrue();
        assertThat(detail(id).path("email").isNull()).isTrue();
        assertThat(mine("u-nameless", "other@x.ng").size()).isEqualTo(1);
    }

    @Test
    void whoIsAssignedAndNoAgentIsNotAssigned() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        database("insert into person (id, source_partition, source_offset, deleted) values ('agent-gone', 0, 1, true)");

        convert(id, ConversionSamples.body(UUID.randomUUID(), null, "gone@x.ng", "agent-gone"));

        assertThat(row(id).path("assigned_to").isNull()).isTrue();
        assertThat(detail(id).path("history").size()).isEqualTo(1);
    }

    @Test
    void aBodyThatLacksSomethingIsRefusedByName() {
        ObjectNode body = ConversionSamples.body(UUID.randomUUID(), null, "bad@x.ng", null);
        body.remove(List.of("attempt", "by"));
        ((ObjectNode) body.path("first_message")).remove("message");
        body.put("support_type", "PIZZA");

        Answer refused = convert(UuidCreator.getTimeOrderedEpoch(), body);
        Answer stranger = service.send(service.internal("/internal/conversations/" + UUID.randomUUID() + "/ticket")
                .POST(BodyPublishers.ofString("{}")));
        Answer nameless = service.send(service.asPeer("/internal/conversations/7/ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("VALIDATION_FAILED");
        assertThat(refused.fields()).isEqualTo("attempt,support_type,by,first_message");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(nameless.status()).isEqualTo(404);
    }

    @Test
    void aTicketThatBeganAsOneHasNoConversation() {
        String token = service.user("u-create", "create@x.ng");
        String body = ServiceFixture.request("create@x.ng");

        Answer created = service.send(service.user("/create-ticket")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
        Answer guest = service.send(service.user("/create-ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.message()).isEqualTo("Support ticket created successfully");
        JsonNode ticket = created.data().path("ticket");
        assertThat(ticket.has("conversation_id")).isTrue();
        assertThat(ticket.path("conversation_id").isNull()).isTrue();
        assertThat(service.row(ticket).path("conversation_id").isNull()).isTrue();
        assertThat(mine("u-create", "create@x.ng")
                        .path(0)
                        .path("conversation_id")
                        .isNull())
                .isTrue();
        assertThat(guest.status()).isEqualTo(401);
    }

    private Answer convert(UUID id, ObjectNode body) {
        return service.send(service.asPeer("/internal/conversations/" + id + "/ticket")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private void database(String sql) {
        try (Database database = TicketDatabase.open(service.database)) {
            database.update(sql, Map.of());
        }
    }

    private JsonNode row(UUID id) {
        return service.row(Json.mapper().createObjectNode().put("id", id.toString()));
    }

    private JsonNode detail(UUID id) {
        service.messaging.replies("/internal/conversations/" + id, call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id).GET()).data();
    }

    private JsonNode mine(String user, String email) {
        return service.send(service.user("/my-tickets").header("Authorization", "Bearer " + service.user(user, email)))
                .data()
                .path("tickets");
    }

    private static TicketEvent.Opened opened(Answer answer) {
        ObjectNode list = Json.mapper().createObjectNode();
        list.putArray("events").add(answer.json().path("event"));
        return (TicketEvent.Opened) event(EventList.read(list).getFirst());
    }

    private static TicketEvent only(Answer told) {
        assertThat(told.status()).isEqualTo(200);
        List<EventEnvelope> events = EventList.decode(told.response().body());
        assertThat(events).hasSize(1);
        return event(events.getFirst());
    }

    private static TicketEvent event(EventEnvelope event) {
        return (TicketEvent) ((Decoded.Known) EventCodec.decode(event)).event();
    }
}
