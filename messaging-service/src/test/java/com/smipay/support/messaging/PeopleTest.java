package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The copy of people: names beside messages, and agents that are gone (`decisions.md` 30, 43, 49, 54).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class PeopleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ServiceFixture service;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start() throws Exception {
        producer = TestKafka.producer(TestKafka.bootstrapServers());
        service = new ServiceFixture();
        await().atMost(PATIENCE)
                .until(() -> service.send(service.internally("/health/ready")).status() == 200);
    }

    @AfterAll
    void stop() throws Exception {
        producer.close();
        service.close();
    }

    @Test
    void aMessageShowsTheNameOfTheTopicFirstThenTheTokens() throws Exception {
        String user = UUID.randomUUID().toString();
        TicketState ticket = service.told(TicketStates.of(user));
        service.add(ticket, "before anybody told us of them", service.owner(user));
        applied(user, """
                {"id":"%s","email":"other@example.com","first_name":"\\u202eTunde ","last_name":"Bello\\n"}""");

        Answer keyed = service.send(
                service.adding(ticket.ticketNumber(), "after that, with a key", TicketStates.EMAIL, service.owner(user))
                        .header("Idempotency-Key", "named"));
        service.add(ticket, "and once more without one", service.owner(user));

        JsonNode seen = service.seen(ticket, service.owner(user));
        assertThat(keyed.data().at("/message/sender_name").asText()).isEqualTo("Tunde Bello");
        assertThat(seen.at("/messages/1/sender_name").asText()).isEqualTo("John Doe");
        assertThat(seen.at("/messages/2/sender_name").asText()).isEqualTo("Tunde Bello");
        assertThat(seen.at("/messages/3/sender_name").asText()).isEqualTo("Tunde Bello");
        assertThat(seen.at("/messages/3/sender_email").asText()).isEqualTo(TicketStates.EMAIL);
        MessageEvent.Posted told =
                Events.posted(service.tickets.told(ticket.id().toString()).getLast());
        assertThat(told.message().senderName()).isEqualTo("Tunde Bello");
    }

    /// As an assignee is called (`decisions.md` 48).
    @Test
    void supportIsAlwaysCalledSomething() throws Exception {
        String agent = UUID.randomUUID().toString();
        TicketState ticket = service.told(TicketStates.of("u-1"));
        String nameless = service.tokens.user(agent).admin().sign();
        String address = service.tokens.user(agent).email("Ada@x.com").admin().sign();

        assertThat(reply(ticket, nameless).data().path("sender_name").asText()).isEqualTo("Support");
        assertThat(reply(ticket, address).data().path("sender_name").asText()).isEqualTo("ada@x.com");

        applied(agent, "{\"id\":\"%s\",\"email\":\"ada@desk.example\",\"role\":\"admin\"}");
        assertThat(reply(ticket, address).data().path("sender_name").asText()).isEqualTo("ada@desk.example");

        applied(agent, "{\"id\":\"%s\",\"last_name\":\"Obi\",\"role\":\"admin\"}");
        assertThat(reply(ticket, address).data().path("sender_name").asText()).isEqualTo("Obi");
    }

    @Test
    void anAgentThatIsGoneRepliesNoMore() throws Exception {
        String agent = UUID.randomUUID().toString();
        String token = service.tokens
                .user(agent)
                .email("ada@x.com")
                .name("Ada O")
                .admin()
                .sign();
        TicketState ticket = service.told(TicketStates.of("u-1"));
        assertThat(revoked(agent)).as("nobody told us").isFalse();
        assertThat(reply(ticket, token).status()).isEqualTo(201);

        applied(agent, "{\"id\":\"%s\",\"email\":\"Ada@Desk.example\",\"first_name\":\"Ada\",\"role\":\"admin\"}");
        assertThat(revoked(agent)).isFalse();
        JsonNode reply = reply(ticket, token).data();
        assertThat(reply.path("sender_name").asText()).isEqualTo("Ada");
        assertThat(reply.path("sender_email").asText()).isEqualTo("ada@desk.example");

        applied(agent, "{\"id\":\"%s\",\"first_name\":\"Ada\"}");
        assertThat(revoked(agent)).as("a topic that tells no role").isFalse();

        applied(agent, "{\"id\":\"%s\",\"first_name\":\"Ada\",\"role\":\"user\"}");
        assertThat(revoked(agent.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(reply(ticket, token).code()).isEqualTo("FORBIDDEN");

        applied(agent, "{\"id\":\"%s\",\"role\":\"admin\"}");
        assertThat(reply(ticket, token).status()).isEqualTo(201);

        applied(agent, null);
        assertThat(revoked(agent)).isTrue();
        assertThat(reply(ticket, token).code()).isEqualTo("FORBIDDEN");
        assertThat(service.send(service.conversation(ticket, "", token)).status())
                .isEqualTo(404);
        assertThat(service.internal(
                                "/internal/conversations/" + ticket.id() + "/join",
                                "{\"user_id\":\"" + agent + "\",\"role\":\"admin\"}")
                        .status())
                .isEqualTo(404);
    }

    private boolean revoked(String id) {
        return service.internal("/internal/agents/" + id, null)
                .json()
                .path("revoked")
                .asBoolean();
    }

    private Answer reply(TicketState ticket, String token) {
        return service.send(service.replying(ticket.id().toString(), token, "{\"message\":\"x\"}"));
    }

    /// Returns when the record is applied.
    ///
    /// @param value with the id's place; null for a tombstone
    private void applied(String id, @Nullable String value) throws Exception {
        byte[] data = value == null ? null : value.formatted(id).getBytes(StandardCharsets.UTF_8);
        long offset = producer.send(
                        new ProducerRecord<>(Topics.IDENTITY_USERS, id.getBytes(StandardCharsets.UTF_8), data))
                .get()
                .offset();
        await().atMost(PATIENCE).until(() -> {
            Answer source = service.internal("/internal/identity/users/" + id, null);
            return source.status() == 200 && source.json().at("/source/offset").asLong() >= offset;
        });
    }
}
