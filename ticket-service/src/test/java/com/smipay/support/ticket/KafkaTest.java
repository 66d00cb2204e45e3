package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.DeadLetterHeaders;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestKafka;
import com.smipay.support.testkit.TopicTail;
import com.smipay.support.ticket.ServiceFixture.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What comes and goes through Kafka: the outbox, the peers' events, and other systems' facts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class KafkaTest {
    private static final String WAITING_FOR_A_ROW = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            """;

    private ServiceFixture service;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() {
        service = new ServiceFixture();
        producer = TestKafka.producer(TestKafka.bootstrapServers());
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        service.close();
    }

    @Test
    void everythingDecidedIsPublishedInOrderUnderTheTicketsKey() {
        JsonNode ticket = service.opened("outbox@x.ng");
        String id = ticket.path("id").asText();
        service.put("/" + id + "/priority", "{\"priority\":\"urgent\"}");
        service.put("/" + id + "/status", "{\"status\":\"resolved\"}");

        try (TopicTail tail = new TopicTail(TestKafka.bootstrapServers(), Topics.TICKETS)) {
            soon().until(() -> tail.values(id).size() == 3);
            assertThat(tail.records().stream()
                            .filter(found -> id.equals(new String(found.key(), StandardCharsets.UTF_8)))
                            .map(found -> TopicTail.header(found, "ce_type")))
                    .containsExactly("ticket.opened", "ticket.priority-changed", "ticket.status-changed");
        }
        soon().until(() -> service.database.number("select count(*) from outbox") == 0);
    }

    @Test
    void aMessageEventThatNobodyToldArrivesThroughKafka() throws Exception {
        JsonNode ticket = service.opened("late@kafka.ng");
        EventEnvelope reply = Conversation.of(ticket).reply("Through Kafka alone.");

        producer.send(KafkaEvents.toRecord(Topics.MESSAGES, reply)).get();

        soon().until(() -> row(ticket).path("message_count").asInt() == 2);
        soon().until(() -> row(ticket).path("status").asText().equals("in_progress"));
    }

    /// An event of that ticket waits for whoever holds it, and what other systems say does not wait behind the event.
    @Test
    void aTicketThatSomebodyHoldsDelaysNobodyElse() throws Exception {
        JsonNode ticket = service.opened("held@kafka.ng");
        String person = ServiceFixture.unique("person");
        EventEnvelope reply = Conversation.of(ticket).reply("Through Kafka alone.");
        try (TestDatabase.Held lock = service.database.hold("select * from ticket where id = '%s' for update"
                .formatted(ticket.path("id").asText()))) {
            producer.send(KafkaEvents.toRecord(Topics.MESSAGES, reply)).get();
            soon().until(() -> service.database.number(WAITING_FOR_A_ROW) > 0);

            send(Topics.IDENTITY_USERS, person, "{\"id\":\"%s\"}".formatted(person));

            soon().until(() -> identity("users/" + person).status() == 200);
            assertThat(row(ticket).path("message_count").asInt()).isEqualTo(1);
        }
        soon().until(() -> row(ticket).path("message_count").asInt() == 2);
    }

    @Test
    void aSessionThatLivesOpensARegistrationTicketAndOthersDoNot() throws Exception {
        session("s-live", """
                {"session_id":"s-live","email":"Ada@Reg.ng","phone_number":"0801 234 5678","first_name":"Ada",
                 "last_name":"Obi","expires_at":"%s"}
                """.formatted(Instant.now().plusSeconds(600)));
        session("s-over", """
                {"session_id":"s-over","email":"ada@reg.ng","expires_at":"%s","status":"active"}
                """.formatted(Instant.now().minusSeconds(1)));
        RecordMetadata last = session("s-done", """
                {"session_id":"s-done","email":"ada@reg.ng","expires_at":"%s","status":"completed"}
                """.formatted(Instant.now().plusSeconds(600)));
        soon().until(() -> identity("sessions/s-live").status() == 200);
        soon().until(() -> identity("sessions/s-over").status() == 200);
        soon().until(() -> identity("sessions/s-done").status() == 200);

        Answer live = service.send(service.requestSupport(withSession("s-live", "ada@reg.ng")));

        JsonNode ticket = live.data().path("ticket");
        assertThat(live.status()).isEqualTo(201);
        assertThat(ticket.path("support_type").asText()).isEqualTo("REGISTRATION_ISSUE");
        assertThat(ticket.path("priority").asText()).isEqualTo("high");
        assertThat(ticket.path("phone_number").asText()).isEqualTo("+2348012345678");
        assertThat(ticket.path("messages").path(0).path("sender_name").asText()).isEqualTo("Ada Obi");
        for (String[] refused : new String[][] {
            {"s-live", "other@reg.ng"}, {"s-over", "ada@reg.ng"}, {"s-done", "ada@reg.ng"}, {"s-none", "ada@reg.ng"}
        }) {
            Answer answer = service.send(service.requestSupport(withSession(refused[0], refused[1])));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("INVALID_SESSION");
            assertThat(answer.message()).isEqualTo("Invalid session ID");
        }
        JsonNode applied = identity("sessions/s-done").json();
        assertThat(applied.path("id").asText()).isEqualTo("s-done");
        assertThat(applied.path("source").path("partition").asInt()).isEqualTo(last.partition());
        assertThat(applied.path("source").path("offset").asLong()).isEqualTo(last.offset());
        assertThat(applied.path("deleted").asBoolean()).isFalse();

        send(Topics.IDENTITY_SESSIONS, "s-live", null);
        soon().until(() -> identity("sessions/s-live").json().path("deleted").asBoolean());
        assertThat(service.send(service.requestSupport(withSession("s-live", "ada@reg.ng")))
                        .code())
                .isEqualTo("INVALID_SESSION");
    }

    @Test
    void whatTheAccountSystemSaysWinsOverTokensWhichFillTheGaps() throws Exception {
        String id = ServiceFixture.unique("person");
        String token =
                service.tokens.user(id).email("token@p.ng").name("Token Name").sign();
        service.openedBy(token, "p@p.ng");
        assertThat(person("p@p.ng").path("first_name").asText()).isEqualTo("Token");
        assertThat(identity("users/" + id).status()).isEqualTo(404);

        send(Topics.IDENTITY_USERS, id, """
                {"id":"%s","email":"Told@P.ng","first_name":"Told","smipay_tag":"@told","role":"user",
                 "profile_image":{"secure_url":"https://img/1","public_id":"x"},"wallet":{"balance":12.50},
                 "tier":"gold","kyc_verification":null,"account_status":"active","something":"new"}
                """.formatted(id));
        soon().until(() -> identity("users/" + id).status() == 200);

        JsonNode told = person("p@p.ng");
        assertThat(told.path("first_name").asText()).isEqualTo("Told");
        assertThat(told.path("last_name").isNull()).as("a name is one source's").isTrue();
        assertThat(told.path("email").asText()).isEqualTo("told@p.ng");
        assertThat(told.path("smipay_tag").asText()).isEqualTo("@told");
        assertThat(told.path("profile_image").toString()).isEqualTo("{\"secure_url\":\"https://img/1\"}");

        send(Topics.IDENTITY_USERS, id, null);
        soon().until(() -> identity("users/" + id).json().path("deleted").asBoolean());
        String again = service.tokens.user(id).email("again@p.ng").sign();
        service.openedBy(again, "again@p.ng");
        assertThat(person("again@p.ng").isNull()).isTrue();
        assertThat(person("p@p.ng").isNull()).isTrue();

        send(Topics.IDENTITY_USERS, id, "{\"id\":\"%s\",\"first_name\":\"Back\"}".formatted(id));
        soon().until(() -> !identity("users/" + id).json().path("deleted").asBoolean());
        assertThat(person("p@p.ng").isNull()).as("what was released stays so").isTrue();
        service.openedBy(again, "back@p.ng");
        assertThat(person("back@p.ng").path("first_name").asText()).isEqualTo("Back");
        assertThat(person("back@p.ng").path("last_name").isNull()).isTrue();
    }

    @Test
    void whatCanNeverBeAppliedIsDeadLetteredAndHoldsNothingUp() throws Exception {
        String id = ServiceFixture.unique("after");
        send(Topics.IDENTITY_USERS, id, "no JSON");
        send(Topics.IDENTITY_USERS, id, "{\"id\":\"another\"}");
        send(Topics.IDENTITY_USERS, id, "{\"id\":\"%s\",\"first_name\":\"a\\u0000b\"}".formatted(id));
        send(Topics.IDENTITY_USERS, id, "{\"id\":\"%s\"}".formatted(id));

        soon().until(() -> identity("users/" + id).status() == 200);

        try (TopicTail deadLetters =
                new TopicTail(TestKafka.bootstrapServers(), Topics.deadLetterTopicOf(Topics.IDENTITY_USERS))) {
            soon().until(() -> deadLetters.values(DeadLetterHeaders.KEY, id).size() == 2);
        }
        assertThat(service.send(service.internal("/health/ready")).status()).isEqualTo(200);
    }

    private JsonNode person(String email) {
        return service.send(service.admin("?search=" + email).GET())
                .data()
                .path("tickets")
                .path(0)
                .path("user");
    }

    private JsonNode row(JsonNode ticket) {
        return service.send(
                        service.admin("?search=" + ticket.path("ticket_number").asText())
                                .GET())
                .data()
                .path("tickets")
                .path(0);
    }

    private static String withSession(String session, String email) {
        return """
                {"subject":"No code","description":"The code never arrives.","email":"%s","session_id":"%s",
                 "support_type":"OTHER"}
                """.formatted(email, session);
    }

    private RecordMetadata session(String id, String json) throws Exception {
        return send(Topics.IDENTITY_SESSIONS, id, json);
    }

    private RecordMetadata send(String topic, String key, @Nullable String json) throws Exception {
        byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
        return producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                .get();
    }

    private Answer identity(String path) {
        return service.send(service.asPeer("/internal/identity/" + path));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }
}
