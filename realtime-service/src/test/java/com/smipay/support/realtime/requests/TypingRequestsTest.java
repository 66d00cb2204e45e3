package com.smipay.support.realtime.requests;

import static com.smipay.support.realtime.fixture.Waiting.comesTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.realtime.fixture.RawSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who is told that somebody types, and for how long.
final class TypingRequestsTest extends RequestsFixture {
    @Test
    void typingGoesToEverybodyElseInTheRoom() {
        messaging.has(ticket);
        RawSocket phone = inRoom(john());
        RawSocket tablet = inRoom(john());
        RawSocket admin = inRoom(ada());
        RawSocket elsewhere = ada();

        phone.emit("typing", ofTicket);

        assertThat(admin.event("typing").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"user_id\":\"john\",\"is_admin\":false}");
        tablet.event("typing");
        admin.emit("typing", ofTicket);
        assertThat(phone.event("typing").path("is_admin").asBoolean()).isTrue();
        assertThat(phone.events("typing")).hasSize(1);
        assertThat(elsewhere.events("typing")).isEmpty();
    }

    @Test
    void typingCountsOnlyFromTheRoom() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());
        RawSocket outside = john();

        assertRefused(outside.ask("typing", ofTicket), "NOT_JOINED");
        assertRefused(outside.ask("stop_typing", ofTicket), "NOT_JOINED");
        assertThat(outside.ask("leave_ticket", ofTicket).path("success").asBoolean())
                .as("who is not there has nothing to leave")
                .isTrue();
        assertThat(comesTrue(() -> !admin.events("typing").isEmpty())).isFalse();
    }

    @Test
    void anAdminsNoteIsTypedForAdminsOnly() {
        messaging.has(ticket);
        RawSocket owner = inRoom(john());
        RawSocket writer = inRoom(ada());
        RawSocket colleague = inRoom(ada());
        String note = "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"is_internal\":true}";

        writer.emit("typing", note);
        assertThat(colleague.event("typing").toString())
                .isEqualTo("{\"ticket_id\":\"" + ticket.ticketId() + "\",\"user_id\":\"ada\",\"is_admin\":true}");
        writer.emit("stop_typing", ofTicket);
        colleague.event("stop_typing", 1);
        comesTrue(Duration.ofMillis(1_100), () -> false);
        writer.emit("typing", note);
        colleague.event("typing", 2);
        colleague.event("stop_typing", 2);
        assertThat(owner.events("typing")).isEmpty();
        assertThat(owner.events("stop_typing")).as("not by silence either").isEmpty();

        owner.emit("typing", note);
        writer.event("typing");
        colleague.event("typing", 3);
    }

    @Test
    void aNoteAfterAReplyEndsWhatUsersSaw() {
        messaging.has(ticket);
        RawSocket owner = inRoom(john());
        RawSocket writer = inRoom(ada());
        writer.emit("typing", ofTicket);
        owner.event("typing");
        comesTrue(Duration.ofMillis(700), () -> false);
        writer.emit("typing", "{\"ticket_id\":\"" + ticket.ticketId() + "\",\"is_internal\":true}");

        owner.event("stop_typing");
        assertThat(owner.events("typing")).hasSize(1);
    }

    @Test
    void typingCountsOnceASecond() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());
        RawSocket client = inRoom(john());
        for (int i = 0; i < 5; i++) {
            assertThat(client.ask("typing", ofTicket).path("success").asBoolean())
                    .isTrue();
        }

        admin.event("stop_typing");
        assertThat(admin.events("typing")).hasSize(1);
    }

    @Test
    void silenceLeavingAndGoingStopTheTyping() {
        messaging.has(ticket);
        RawSocket admin = inRoom(ada());

        RawSocket silent = inRoom(john());
        silent.emit("typing", ofTicket);
        admin.event("stop_typing", 1);

        RawSocket leaving = inRoom(john());
        leaving.emit("typing", ofTicket);
        admin.event("typing", 2);
        leaving.ask("leave_ticket", ofTicket);
        admin.event("stop_typing", 2);

        RawSocket going = inRoom(john());
        going.emit("typing", ofTicket);
        admin.event("typing", 3);
        going.cut();
        admin.event("stop_typing", 3);

        RawSocket stopping = inRoom(john());
        stopping.emit("typing", ofTicket);
        stopping.emit("stop_typing", ofTicket);
        admin.event("stop_typing", 4);
        assertThat(comesTrue(() -> admin.events("stop_typing").size() > 4))
                .as("said once")
                .isFalse();
    }
}
