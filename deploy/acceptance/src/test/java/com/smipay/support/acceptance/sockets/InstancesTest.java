package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A connection gets each event once, whichever instance it sits on (`decisions.md` 29).
class InstancesTest {
    private final URI one = LocalStack.running().publicUrl("realtime-service");
    private final URI two = LocalStack.running().publicUrl("realtime-service-2");
    private final Person user = Person.user();
    private final App app = user.app();
    private final Dashboard admin = Person.admin().dashboard();

    @Test
    void everyInstanceTellsTheSameStoryOnce() {
        Ticket ticket = app.open();
        try (LiveSocket first = LiveSocket.at(one, user);
                LiveSocket second = LiveSocket.at(two, user)) {
            first.join(ticket);
            second.join(ticket);
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                said.add(admin.replied(ticket, "Reply " + i).path("id").asText());
                said.add(app.say(ticket, Canary.text("Answer " + i)).path("id").asText());
            }
            admin.moved(ticket, "closed");

            for (LiveSocket socket : List.of(first, second)) {
                socket.await("status_changed", e -> e.text("new_status").equals("closed"));
                socket.await("ticket_updated", e -> e.text("new_status").equals("closed"));
                assertThat(socket.all("new_message"))
                        .extracting(e -> e.payload().path("message").path("id").asText())
                        .isEqualTo(said);
                assertThat(socket.all("ticket_updated"))
                        .filteredOn(e -> e.text("event").equals("new_reply"))
                        .hasSize(8);
            }
            // Only now has either heard all of it.
            assertThat(story(first)).isEqualTo(story(second));
        }
    }

    @Test
    void aChangeThatAMessageCausedComesBehindThatMessage() {
        try (LiveSocket first = LiveSocket.at(one, user);
                LiveSocket second = LiveSocket.at(two, user)) {
            for (int i = 0; i < 10; i++) {
                Ticket ticket = app.open();
                first.join(ticket);
                second.join(ticket);
                first.forget();
                second.forget();

                admin.replied(ticket, "This moves it");

                for (LiveSocket socket : List.of(first, second)) {
                    socket.await("status_changed", e -> e.text("ticket_id").equals(ticket.id()));
                    assertThat(socket.names().indexOf("new_message"))
                            .isNotNegative()
                            .isLessThan(socket.names().indexOf("status_changed"));
                }
            }
        }
    }

    private static List<String> story(LiveSocket socket) {
        return socket.all().stream()
                .filter(e -> !e.name().equals("ticket_updated"))
                .map(Event::payload)
                .map(Object::toString)
                .toList();
    }
}
