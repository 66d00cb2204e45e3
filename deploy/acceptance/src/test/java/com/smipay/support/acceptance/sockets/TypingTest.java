package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// "Support is typing…", between the instances of the realtime service (`decisions.md` 28, 42).
class TypingTest {
    private final URI one = LocalStack.running().publicUrl("realtime-service");
    private final URI two = LocalStack.running().publicUrl("realtime-service-2");
    private final Person user = Person.user();
    private final Person agent = Person.admin();
    private final Ticket ticket = user.app().open();
    private final LiveSocket phone = joined(one, user);
    private final LiveSocket tablet = joined(two, user);
    private final LiveSocket desk = joined(two, agent);

    @AfterEach
    void close() {
        phone.close();
        tablet.close();
        desk.close();
    }

    @Test
    void everybodyInTheRoomHearsItButTheSocketThatTypes() {
        LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));

        Event here = tablet.await("typing");
        Event there = phone.await("typing");

        for (Event event : List.of(here, there)) {
            assertThat(event.text("ticket_id")).isEqualTo(ticket.id());
            assertThat(event.text("user_id")).isEqualTo(agent.id());
            assertThat(event.payload().path("is_admin").asBoolean()).isTrue();
        }
        desk.settle();
        assertThat(desk.all("typing")).isEmpty();
    }

    @Test
    void theOtherDeviceOfTheSamePersonHearsItToo() {
        LiveSocket.yes(phone.ask("typing", LiveSocket.of(ticket)));

        assertThat(tablet.await("typing").text("user_id")).isEqualTo(user.id());
        assertThat(desk.await("typing").payload().path("is_admin").asBoolean(true))
                .isFalse();
    }

    @Test
    void stoppingIsHeardEverywhere() {
        LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));
        phone.await("typing");
        LiveSocket.yes(desk.ask("stop_typing", LiveSocket.of(ticket)));

        assertThat(phone.await("stop_typing").text("user_id")).isEqualTo(agent.id());
        assertThat(tablet.await("stop_typing").text("user_id")).isEqualTo(agent.id());
    }

    @Test
    void moreThanOneASecondIsAcknowledgedAndDropped() {
        for (int i = 0; i < 10; i++) {
            LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));
        }
        LiveSocket.yes(desk.ask("stop_typing", LiveSocket.of(ticket)));
        phone.await("stop_typing");

        assertThat(phone.all("typing")).hasSizeLessThan(4);
    }

    @Test
    void leavingStopsIt() {
        LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));
        phone.await("typing");

        desk.leave(ticket);

        assertThat(phone.await("stop_typing").text("user_id")).isEqualTo(agent.id());
    }

    @Test
    void disconnectingStopsIt() {
        LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));
        phone.await("typing");

        desk.close();

        assertThat(phone.await("stop_typing").text("user_id")).isEqualTo(agent.id());
        assertThat(tablet.await("stop_typing").text("user_id")).isEqualTo(agent.id());
    }

    @Test
    void sixSilentSecondsStopIt() {
        LiveSocket.yes(desk.ask("typing", LiveSocket.of(ticket)));
        long began = System.nanoTime();
        phone.await("typing");

        Wait.until("silence is noticed")
                .until(() -> !phone.all("stop_typing").isEmpty()
                        && !tablet.all("stop_typing").isEmpty());

        assertThat((System.nanoTime() - began) / 1_000_000).isBetween(5_000L, 12_000L);
    }

    @Test
    void whoIsNotInTheRoomHearsNothing() {
        try (LiveSocket outside = LiveSocket.at(two, user)) {
            LiveSocket.yes(phone.ask("typing", LiveSocket.of(ticket)));
            tablet.await("typing");
            outside.settle();

            assertThat(outside.all("typing")).isEmpty();
        }
    }

    private LiveSocket joined(URI at, Person person) {
        LiveSocket socket = LiveSocket.at(at, person);
        socket.join(ticket);
        return socket;
    }
}
