package com.smipay.support.acceptance.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A record that nobody can apply steps aside while the others flow, is listed, and goes when it is settled.
@Order(Integer.MAX_VALUE - 25)
@ResourceLock("dead letters")
class DeadLetterTest {
    private static final String KEY = "poison-of-this-test";

    private final LocalStack stack = LocalStack.running();
    private final App app = Person.user().app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void poisonIsListedWhileOthersFlowAndGoesWhenItIsReplayedOrDropped() throws Exception {
        String text = Canary.text("not even JSON");
        try (DeadLetterTopics deadLetterTopics = new DeadLetterTopics(stack.kafka())) {
            String place = poison(text);
            Wait.until("it is dead-lettered")
                    .until(() -> places(deadLetterTopics).equals(List.of(place)));

            Ticket ticket = app.open();
            admin.replied(ticket, "Others flow");
            assertThat(app.read(ticket).path("status").asText()).isEqualTo("in_progress");
            Wait.until("it is shown")
                    .until(() -> deadLetters().path(Topics.MESSAGES).asInt() == 1);
            assertThat(metrics())
                    .contains("support_consumer_dead_letters_waiting{reads=\"events\",scope=\"application\",} 1.0");
            assertThat(dlq("list"))
                    .startsWith(place + "\tticket-service\t" + KEY + "\t" + text.getBytes(StandardCharsets.UTF_8).length
                            + "\t")
                    .doesNotContain(text);

            assertThat(dlq("replay", place)).isEqualTo("replayed\t" + place + "\n");
            Wait.until("what still can't be applied is dead-lettered again, from its new place")
                    .until(() -> places(deadLetterTopics).size() == 1
                            && !places(deadLetterTopics).contains(place));

            String again = places(deadLetterTopics).getFirst();
            assertThat(dlq("drop", "--all")).isEqualTo("dropped\t" + again + "\n");
            assertThat(places(deadLetterTopics)).isEmpty();
        }
        Wait.until("nothing is dead-lettered any more")
                .until(() -> deadLetters().isEmpty());
        stack.part("ticket-service").awaitReady();
    }

    private String poison(String text) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka()), new StringSerializer(), new StringSerializer())) {
            RecordMetadata where = producer.send(new ProducerRecord<>(Topics.MESSAGES, KEY, text))
                    .get();
            return where.topic() + "/" + where.partition() + ":" + where.offset();
        }
    }

    private static List<String> places(DeadLetterTopics deadLetterTopics) throws IOException {
        return deadLetterTopics.all().stream()
                .map(DeadLetter::place)
                .map(Object::toString)
                .toList();
    }

    /// As the ticket service tells it.
    private JsonNode deadLetters() throws IOException {
        return Json.mapper().readTree(internal("/health")).findPath("dead_letters");
    }

    private String metrics() throws IOException {
        return internal("/metrics");
    }

    private String internal(String path) throws IOException {
        URL address = stack.internalUrl("ticket-service").resolve(path).toURL();
        return new String(address.openStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String dlq(String... arguments) throws IOException, InterruptedException {
        Path script = Checkout.find().root().resolve(Path.of("deploy", "dlq"));
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SUPPORT_HOME", stack.home().directory().toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
