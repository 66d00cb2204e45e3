package com.smipay.support.realtime;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.JavaClient;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.TestEventPublisher;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Two instances of the service on one broker, from the events to the sockets.
@OneServerAtATime
class RealtimeServiceTest {
    private static final FakeMessaging MESSAGING = new FakeMessaging();
    private static final Instance FIRST = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
    private static final Instance SECOND = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
    private static final TestEventPublisher SERVICES = new TestEventPublisher(TestKafka.bootstrapServers());

    private final Events ticket = Events.ownedBy("john");

    @AfterAll
    static void close() {
        SERVICES.close();
        FIRST.close();
        SECOND.close();
        MESSAGING.close();
    }

    @Test
    void everybodyGetsWhatIsTheirsOnWhicheverInstance() {
        MESSAGING.has(ticket);
        RawSocket john = FIRST.user("john");
        RawSocket johnInRoom = Instance.in(ticket, SECOND.user("john"));
        RawSocket admin = SECOND.admin("ada");
        RawSocket adminInRoom = Instance.in(ticket, FIRST.admin("ben"));
        RawSocket stranger = FIRST.user("eve");

        SERVICES.announce(ticket.opened());
        SERVICES.announce(ticket.posted(ticket.reply(2, "Looking into it")));
        SERVICES.announce(ticket.posted(ticket.note(3, "Looks suspicious")));
        SERVICES.announce(ticket.posted(ticket.userMessage(4, "Thanks")));

        assertThat(admin.event("ticket_created").path("id").asText())
                .isEqualTo(ticket.ticketId().toString());
        assertThat(admin.event("ticket_updated").path("event").asText()).isEqualTo("new_user_message");
        assertThat(john.event("ticket_updated").path("event").asText()).isEqualTo("new_reply");
        assertThat(john.event("ticket_updated")
                        .path("message")
                        .path("sender_name")
                        .asText())
                .isEqualTo("Smipay Support");
        johnInRoom.event("new_message", 2);
        adminInRoom.event("new_message", 3);

        assertThat(adminInRoom.events("new_message"))
                .extracting(m -> m.path("message").path("sender_name").asText())
                .containsExactly("Ada Obi", "Ada Obi", "John Doe");
        assertThat(johnInRoom.events("new_message"))
                .extracting(m -> m.path("message").path("sender_name").asText())
                .containsExactly("Smipay Support", "John Doe");
        assertThat(johnInRoom.received()).noneMatch(frame -> frame.contains("suspicious"));
        assertThat(john.events("new_message")).isEmpty();
        assertThat(admin.events("new_message")).isEmpty();
        assertThat(stranger.received()).noneMatch(frame -> frame.startsWith("42"));
    }

    @Test
    void everyEventIsShownOnceAndInOrder() {
        MESSAGING.has(ticket);
        List<RawSocket> clients =
                List.of(Instance.in(ticket, FIRST.admin("ada")), Instance.in(ticket, SECOND.user("john")));
        MessageState last = ticket.userMessage(30, "30");

        for (int seq = 2; seq < 30; seq++) {
            SERVICES.announce(ticket.posted(ticket.userMessage(seq, String.valueOf(seq))));
        }
        SERVICES.announce(ticket.posted(ticket.userMessage(5, "a repeat")));
        SERVICES.announce(ticket.movedBy(last, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS));
        SERVICES.announce(ticket.posted(last));
        SERVICES.announce(ticket.movedBy(last, 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS));
        SERVICES.announce(ticket.moved(3, TicketStatus.IN_PROGRESS, TicketStatus.RESOLVED, 30));

        for (RawSocket client : clients) {
            client.event("status_changed", 2);
            assertThat(client.events("new_message"))
                    .extracting(m -> m.path("message").path("message").asInt())
                    .isSorted()
                    .hasSize(29)
                    .doesNotHaveDuplicates();
            List<String> end = client.received().stream()
                    .filter(frame -> frame.contains("[\"status_changed\"")
                            || (frame.contains("[\"new_message\"") && frame.contains("\"30\"")))
                    .toList();
            assertThat(end).hasSize(3);
            assertThat(end.getFirst()).contains("new_message");
            assertThat(end.getLast()).contains("resolved");
        }
    }

    /// More than one poll brings, and than is gathered for one task.
    @Test
    void aRushIsShownWholeAndInOrder() {
        MESSAGING.has(ticket);
        Events other = Events.ownedBy("jane");
        MESSAGING.has(other);
        List<RawSocket> clients =
                List.of(Instance.in(ticket, FIRST.admin("ada")), Instance.in(ticket, SECOND.user("john")));
        RawSocket elsewhere = Instance.in(other, FIRST.user("jane"));
        int last = 1_500;

        SERVICES.announceAll(IntStream.rangeClosed(2, last)
                .boxed()
                .flatMap(seq ->
                        Stream.of(ticket, other).map(each -> each.posted(each.userMessage(seq, String.valueOf(seq)))))
                .toList());
        SERVICES.announce(ticket.moved(2, TicketStatus.PENDING, TicketStatus.RESOLVED, last));

        for (RawSocket client : clients) {
            client.event("status_changed");
            assertThat(client.events("new_message"))
                    .extracting(m -> m.path("message").path("message").asInt())
                    .isEqualTo(IntStream.rangeClosed(2, last).boxed().toList());
        }
        elsewhere.event("new_message", last - 1);
        assertThat(elsewhere.events("new_message"))
                .extracting(m -> m.path("message").path("message").asInt())
                .isEqualTo(IntStream.rangeClosed(2, last).boxed().toList());
    }

    @Test
    void aChangeWhoseMessageNeverComesIsShownAllTheSame() {
        RawSocket john = SECOND.user("john");
        SERVICES.announce(
                ticket.movedBy(ticket.userMessage(2, "lost"), 2, TicketStatus.WAITING_USER, TicketStatus.IN_PROGRESS));

        assertThat(john.event("ticket_updated").path("new_status").asText()).isEqualTo("in_progress");
    }

    @Test
    void typingCrossesInstances() {
        MESSAGING.has(ticket);
        String ofTicket = "{\"ticket_id\":\"" + ticket.ticketId() + "\"}";
        RawSocket john = Instance.in(ticket, FIRST.user("john"));
        RawSocket near = Instance.in(ticket, FIRST.admin("ada"));
        RawSocket far = Instance.in(ticket, SECOND.admin("ben"));

        john.emit("typing", ofTicket);
        near.event("typing");
        assertThat(far.event("typing").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"user_id\":\"john\",\"is_admin\":false}");
        john.emit("stop_typing", ofTicket);
        far.event("stop_typing");
        far.emit("typing", ofTicket);
        assertThat(john.event("typing").path("is_admin").asBoolean()).isTrue();
        far.cut();
        john.event("stop_typing");

        assertThat(john.events("typing")).hasSize(1);
        assertThat(near.events("typing")).hasSize(2);
        assertThat(far.events("typing")).hasSize(1);
    }

    @Test
    void typingThatWasHeardRunsOutWhenItsInstanceDies() {
        MESSAGING.has(ticket);
        RawSocket far = Instance.in(ticket, SECOND.admin("ben"));
        String told = """
                {"socket_id":"0192f5a0-0000-7000-8000-000000000001",\
                "instance_id":"0192f5a0-0000-7000-8000-000000000002","ticket_id":"%s","user_id":"john",\
                "is_admin":false,"kind":"typing"}""".formatted(ticket.ticketId());
        byte[] key = ticket.ticketId().toString().getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        SERVICES.publish(new ProducerRecord<>(Topics.TYPING, key, told.getBytes(StandardCharsets.UTF_8)));

        far.event("typing");
        far.event("stop_typing");
        assertThat((System.nanoTime() - start) / 1_000_000).isBetween(5_900L, 9_000L);
    }

    /// `decisions.md` 69.
    @Test
    void whoLooksIsKnownAtEveryInstance() {
        MESSAGING.has(ticket);
        String ofTicket = "{\"ticket_id\":\"" + ticket.ticketId() + "\"}";
        RawSocket near = Instance.in(ticket, FIRST.admin("ada"));
        RawSocket far = Instance.in(ticket, SECOND.admin("ben"));
        RawSocket owner = Instance.in(ticket, SECOND.user("john"));

        near.emit("looking", ofTicket);
        assertThat(far.event("agents_looking").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"agents\":[\"ada\"]}");
        far.emit("looking", ofTicket);
        String both = "[\"ada\",\"ben\"]";
        assertThat(far.event("agents_looking", 2).path("agents").toString()).isEqualTo(both);
        assertThat(near.event("agents_looking", 2).path("agents").toString()).isEqualTo(both);
        near.cut();
        assertThat(far.event("agents_looking", 3).path("agents").toString()).isEqualTo("[\"ben\"]");
        assertThat(owner.events("agents_looking")).isEmpty();
    }

    @Test
    void aClaimEndsWhatTheEmailGave() {
        Events guests = Events.unclaimed("john@example.com");
        MESSAGING.has(guests);
        RawSocket claimer = Instance.in(guests, FIRST.user("john"));
        RawSocket other = RawSocket.joined(
                SECOND.port(),
                Instance.TOKENS.user("other").email("john@example.com").sign());
        Instance.in(guests, other);
        SERVICES.announce(guests.posted(guests.reply(2, "before")));
        claimer.event("ticket_updated");
        other.event("ticket_updated");
        other.event("new_message");

        Events claimed = guests.claimedBy("john");
        SERVICES.announce(claimed.claimed(2));
        SERVICES.announce(claimed.posted(claimed.reply(3, "after")));
        SERVICES.announce(guests.posted(guests.reply(4, "by a peer that has not heard")));

        claimer.event("ticket_updated", 3);
        claimer.event("new_message", 3);
        assertThat(other.events("ticket_updated")).hasSize(1);
        assertThat(other.events("new_message")).hasSize(1);
        assertThat(other.ask("typing", "{\"ticket_id\":\"" + guests.ticketId() + "\"}")
                        .path("code")
                        .asText())
                .isEqualTo("NOT_JOINED");
    }

    @Test
    void whatNobodyCanReadIsLeftOut() {
        RawSocket john = FIRST.user("john");
        byte[] key = ticket.ticketId().toString().getBytes(StandardCharsets.UTF_8);
        byte[] noise = "noise".getBytes(StandardCharsets.UTF_8);
        for (String topic : List.of(Topics.TICKETS, Topics.MESSAGES, Topics.RATINGS, Topics.TYPING)) {
            SERVICES.publish(new ProducerRecord<>(topic, key, noise));
            SERVICES.publish(new ProducerRecord<>(topic, key, null));
        }
        SERVICES.announce(Topics.TICKETS, TestEventPublisher.envelope("ticket.merged", ticket.ticketId(), "{}"));
        SERVICES.announce(
                Topics.TICKETS, TestEventPublisher.envelope("ticket.opened", ticket.ticketId(), "{\"ticket\":1}"));
        SERVICES.announce(Topics.MESSAGES, TestEventPublisher.envelope("message.posted", ticket.ticketId(), "{}"));
        SERVICES.announce(ticket.resolved(2, "Done"));

        assertThat(john.event("ticket_updated").path("resolution_notes").asText())
                .isEqualTo("Done");
        assertThat(FIRST.state()).isEqualTo("FOLLOWING");
    }

    @Test
    void theOfficialClientIsPushedTo() {
        try (JavaClient phone =
                JavaClient.connected(FIRST.port(), Instance.TOKENS.user("john").sign())) {
            MESSAGING.has(ticket);
            phone.ask("join_ticket", Map.of("ticket_id", ticket.ticketId().toString()));
            SERVICES.announce(ticket.posted(ticket.reply(2, "Ẹ kú àárọ̀ 😀 ₦50,000")));

            assertThat(phone.event("new_message")
                            .path("message")
                            .path("message")
                            .asText())
                    .isEqualTo("Ẹ kú àárọ̀ 😀 ₦50,000");
            assertThat(phone.event("ticket_updated").path("event").asText()).isEqualTo("new_reply");
        }
    }

    @Test
    void theRestOfThePublicListenerIsTheContractAndRefusals() {
        assertThat(FIRST.publicly("/asyncapi").body()).startsWith("asyncapi: 3.0");
        assertThat(FIRST.publicly("/health/ready").statusCode()).isEqualTo(404);
        assertThat(FIRST.publicly("/metrics").body()).contains("\"code\":\"NOT_FOUND\"");
    }

    @Test
    void healthAndMetricsAreInside() {
        SERVICES.announce(ticket.opened());
        RawSocket admin = FIRST.admin("ada");
        SERVICES.announce(ticket.posted(ticket.userMessage(2, "Hello")));
        admin.event("ticket_updated");

        assertThat(FIRST.health("live").statusCode()).isEqualTo(200);
        assertThat(FIRST.health("ready").statusCode()).isEqualTo(200);
        assertThat(FIRST.tasks())
                .containsExactly("agents", "kafka-tail", "presence", "tail-positions", "topic-setup", "typing-wire");
        until("the numbers are there", () -> FIRST.metrics().contains("support_pushes_total{event=\"ticket_updated\""));
        assertThat(FIRST.metrics())
                .contains(
                        "support_sockets",
                        "support_push_delay_seconds",
                        "support_events_held",
                        "support_events_malformed");
    }

    @Test
    void anInstanceThatStopsSendsItsClientsToTheOthers() {
        Instance leaving = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
        RawSocket client = leaving.user("john");
        leaving.close();

        assertThat(client.awaitClose()).isEqualTo(RawSocket.CUT);
        assertThat(comesTrue(() -> FIRST.health("ready").statusCode() == 200)).isTrue();
    }
}
