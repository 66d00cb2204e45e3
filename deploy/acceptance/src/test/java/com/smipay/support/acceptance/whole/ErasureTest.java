package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveChat;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.outside.WordSearch;
import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A person is shown everything that is kept of them, and then nothing of them is left anywhere, while everybody
/// else's stays (`privacy.md`).
@Order(Integer.MAX_VALUE - 24)
@ResourceLock("dead letters")
class ErasureTest {
    /// In everything that the person, and others about them, write.
    private final String word = Canary.WORD + UUID.randomUUID().toString().replaceAll("[^a-f]", "");

    /// Nobody else of all tests has it.
    private final String phone =
            "0810" + "%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    private final Person user = somebody();
    private final Person agent = Person.admin();
    private final Dashboard desk = agent.dashboard();

    @Test
    void whoeverIsErasedIsNowhereAndNobodyElseIsTouched() throws Exception {
        Ticket others = Person.user().app().open();
        desk.replied(others, Canary.text("Nobody else's is touched"));
        Registry.tell(account());
        Registry.tell(new RegistrationSession(
                UUID.randomUUID().toString(),
                user.email(),
                phone,
                user.firstName(),
                user.lastName(),
                Instant.now().plus(Duration.ofHours(1)),
                "active"));
        Ticket rated = ratedTicket();
        Ticket waiting = user.app().open(ticket());
        Ticket guests = user.withToken(null).app().open(ticket());
        String closed = closedChat();
        String withTicket = chatWithTicket();
        deadLetter();
        // The words of chats are learned each second.
        Wait.until("it stands wherever it can")
                .untilAsserted(() -> assertThat(search().columns(word))
                        .contains("ticket.contact.value", "messaging.chat_word.word", "rating.rating.feedback"));

        JsonNode exported = Json.mapper().readTree(person("export"));
        assertThat(exported.findValuesAsText("id"))
                .contains(user.id(), rated.id(), waiting.id(), guests.id(), closed, withTicket);
        assertThat(exported.findValuesAsText("message")).contains(said("I wait"), said("Ask the bank about them"));

        Registry.forget(account());
        assertThat(person("erase", "--yes").lines()).containsExactly("tickets\t4", "chats\t1", "dead letters\t1");

        Wait.patiently("every copy has forgotten").untilAsserted(() -> {
            assertThat(search().columns(word)).isEmpty();
            assertThat(search().columns(user.id())).isEmpty();
            assertThat(search().columns(phone.substring(1))).isEmpty();
        });
        Wait.until("every topic tells it so")
                .untilAsserted(() -> assertThat(search().compactedTopics(word)).doesNotContainAnyElementsOf(COMPACTED));
        assertThat(desk.detail(rated).path("subject").asText()).isEqualTo(Owner.ERASED_TEXT);
        assertThat(desk.detail(waiting).path("status").asText()).isEqualTo("closed");
        assertThat(desk.listed("?search=" + word).path("meta").path("total").asInt(-1))
                .isZero();
        user.app().conversation(waiting).expect(404);
        assertThat(user.app().myTickets().expect(200).json().at("/data/tickets"))
                .isEmpty();
        assertThat(desk.detail(others).path("messages")).hasSize(2);

        assertThat(Json.mapper().readTree(person("export"))).isEmpty();
        assertThat(person("erase", "--yes").lines()).containsExactly("tickets\t0", "chats\t0", "dead letters\t0");
    }

    /// Of other systems' topics they say themselves what goes; messages go by their age, and typing within
    /// minutes.
    private static final List<String> COMPACTED = List.of(
            Topics.TICKETS,
            Topics.RATINGS,
            Topics.IDENTITY_USERS,
            Topics.deadLetterTopicOf(Topics.MESSAGES),
            Topics.deadLetterTopicOf(Topics.TICKETS));

    private Person somebody() {
        Person person = new Person(
                UUID.randomUUID().toString(),
                "Ngozi" + word,
                "Eze" + word,
                word + "@example.com",
                "device-" + word,
                null);
        return person.withToken(Person.token(person.claims("user")));
    }

    private com.smipay.support.contracts.identity.Person account() {
        return new com.smipay.support.contracts.identity.Person(
                user.id(),
                user.email(),
                user.firstName(),
                user.lastName(),
                "+234" + phone.substring(1),
                word,
                null,
                "user",
                "active",
                null,
                null,
                null);
    }

    private String said(String text) {
        return text + " " + word;
    }

    private ObjectNode ticket() {
        return user.app()
                .newTicket()
                .put("subject", said("My transfer"))
                .put("description", said("It never arrived"))
                .put("phone_number", phone)
                .put("related_transaction_id", word);
    }

    private Ticket ratedTicket() {
        App app = user.app();
        Ticket ticket = app.open(ticket());
        app.say(ticket, said("I wait"));
        desk.replied(ticket, said("We look"));
        desk.note(ticket, said("Ask the bank about them")).expect(201);
        desk.status(ticket, "resolved", said("Paid back")).expect(200);
        app.rate(
                        ticket.number(),
                        Json.mapper().createObjectNode().put("rating", 5).put("feedback", said("Thanks")))
                .expect(201);
        return ticket;
    }

    private String closedChat() {
        LiveChat chat = user.chat();
        String id = LiveChat.id(chat.send(null, said("Is anybody there")));
        agent.chat().claim(id).expect(200);
        agent.chat().reply(id, said("I am")).expect(201);
        agent.chat().note(id, said("They sound angry")).expect(201);
        agent.chat().close(id).expect(200);
        return id;
    }

    private String chatWithTicket() {
        String id = LiveChat.id(user.chat().send(null, said("It is about my card")));
        agent.chat().claim(id).expect(200);
        agent.chat().createTicket(id).expect(201);
        return id;
    }

    private void deadLetter() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", LocalStack.running().kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.MESSAGES,
                            "of-" + word.toUpperCase(Locale.ROOT),
                            said("no JSON") + " " + user.email()))
                    .get();
        }
        Wait.until("it is dead-lettered")
                .until(() -> search().topics(word).contains(Topics.deadLetterTopicOf(Topics.MESSAGES)));
    }

    private static WordSearch search() {
        return new WordSearch(LocalStack.running());
    }

    private String person(String what, String... more) throws IOException, InterruptedException {
        Path script = Checkout.find().root().resolve(Path.of("deploy", "person"));
        List<String> command =
                new ArrayList<>(List.of(script.toString(), what, "--id", user.id(), "--email", user.email()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("SUPPORT_HOME", LocalStack.running().home().directory().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
