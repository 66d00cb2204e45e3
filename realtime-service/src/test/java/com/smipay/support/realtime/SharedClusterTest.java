package com.smipay.support.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.TestEventPublisher;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two instances whose topics have a prefix, and one of another installation on the same broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class SharedClusterTest {
    private static final KafkaNames NAMES = new KafkaNames(TestKafka.unique("desk") + ".", "");

    private final FakeMessaging messaging = new FakeMessaging();
    private final Instance first = new Instance(kafka().with(NAMES), messaging);
    private final Instance second = new Instance(kafka().with(NAMES), messaging);
    private final Instance stranger = new Instance(kafka(), messaging);
    private final TestEventPublisher services = new TestEventPublisher(TestKafka.bootstrapServers(), NAMES);
    private final TestEventPublisher strangers = new TestEventPublisher(TestKafka.bootstrapServers());
    private final Events ticket = Events.ownedBy("john");

    private static KafkaSettings kafka() {
        return new KafkaSettings(TestKafka.bootstrapServers(), 2, (short) 1);
    }

    @BeforeAll
    void ready() {
        first.ready();
        second.ready();
        stranger.ready();
    }

    @AfterAll
    void close() {
        services.close();
        strangers.close();
        first.close();
        second.close();
        stranger.close();
        messaging.close();
    }

    @Test
    void whatStandsOnTopicsWithThePrefixIsPushedByItsOwnInstancesAlone() {
        messaging.has(ticket);
        RawSocket near = Instance.in(ticket, first.user("john"));
        RawSocket far = Instance.in(ticket, second.user("john"));
        RawSocket elsewhere = Instance.in(ticket, stranger.user("john"));

        services.announce(ticket.posted(ticket.reply(2, "of this desk")));
        strangers.announce(ticket.posted(ticket.reply(3, "of another desk")));

        assertThat(text(near.event("new_message"))).isEqualTo("of this desk");
        assertThat(text(far.event("new_message"))).isEqualTo("of this desk");
        assertThat(text(elsewhere.event("new_message"))).isEqualTo("of another desk");
        services.announce(ticket.resolved(4, "Done"));
        assertThat(near.event("ticket_updated", 2).path("resolution_notes").asText())
                .isEqualTo("Done");
        assertThat(near.events("new_message")).hasSize(1);
    }

    @Test
    void typingCrossesInstancesOfOneInstallation() {
        messaging.has(ticket);
        String ofTicket = "{\"ticket_id\":\"" + ticket.ticketId() + "\"}";
        RawSocket john = Instance.in(ticket, first.user("john"));
        RawSocket far = Instance.in(ticket, second.admin("ben"));
        RawSocket elsewhere = Instance.in(ticket, stranger.admin("eve"));

        elsewhere.emit("typing", ofTicket);
        john.emit("typing", ofTicket);

        assertThat(far.event("typing").path("user_id").asText()).isEqualTo("john");
        john.emit("stop_typing", ofTicket);
        far.event("stop_typing");
        assertThat(far.events("typing")).hasSize(1);
        assertThat(elsewhere.events("typing")).isEmpty();
    }

    /// The identity topics are among those with a prefix.
    @Test
    void anAgentWhoIsOneNoMoreIsHeardOfThroughThePrefixedTopic() {
        messaging.has(ticket);
        RawSocket near = first.admin("ada");
        RawSocket elsewhere = stranger.admin("ada");
        String user = "{\"id\":\"ada\",\"role\":\"user\"}";
        services.publish(new ProducerRecord<>(NAMES.topic(Topics.IDENTITY_USERS), bytes("ada"), bytes(user)));

        near.awaitClose();
        Instance.in(ticket, elsewhere);
    }

    private static String text(JsonNode pushed) {
        return pushed.path("message").path("message").asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
