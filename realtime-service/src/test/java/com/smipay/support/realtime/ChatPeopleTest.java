package com.smipay.support.realtime;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Whose sockets are in a conversation's room when its owner changes, and which agents are told of as online
/// (`decisions.md` 13; `live-chat-api.md`, Socket.IO).
@OneServerAtATime
class ChatPeopleTest {
    @AutoClose
    private static final TwoInstances INSTANCES = new TwoInstances();

    @Test
    void anAccountThatIsGoneLeavesTheRoom() {
        Events messages = new Events(UUID.randomUUID(), new Owner("john", "nobody@example.com", null));
        ChatEvents johns = ChatEvents.of(messages);
        ChatEvents nobodys = ChatEvents.of(new Events(johns.id(), new Owner(null, "nobody@example.com", null)));
        INSTANCES.messaging.has(johns);
        RawSocket john = Instance.in(johns, INSTANCES.first.user("john"));
        RawSocket ada = Instance.in(johns, INSTANCES.second.admin("ada"));
        INSTANCES.services.announce(johns.posted(messages.userMessage(2, "before")));
        john.event("new_message");

        INSTANCES.services.announce(nobodys.released(3, "john"));
        INSTANCES.services.announce(nobodys.posted(messages.reply(4, "after")));
        ada.event("new_message", 2);
        until(
                "john is out",
                () -> john.ask("typing", "{\"conversation_id\":\"" + johns.id() + "\"}")
                        .path("code")
                        .asText()
                        .equals("NOT_JOINED"));

        assertThat(john.events("new_message")).hasSize(1);
        assertThat(john.events("conversation_updated")).hasSize(1);
    }

    @Test
    void aTokenThatClaimsAGuestsChatEndsWhatTheEmailGave() {
        Events messages = new Events(UUID.randomUUID(), new Owner(null, "guest@example.com", null));
        ChatEvents guests = ChatEvents.of(messages);
        INSTANCES.messaging.has(guests);
        RawSocket other = Instance.in(
                guests,
                RawSocket.joined(
                        INSTANCES.second.port(),
                        Instance.TOKENS.user("other").email("guest@example.com").sign()));
        RawSocket claimer = INSTANCES.first.user("jill");
        INSTANCES.services.announce(guests.posted(messages.reply(2, "before")));
        other.event("new_message");
        other.event("conversation_updated");

        ChatEvents jills = guests.claimedBy("jill");
        INSTANCES.services.announce(jills.binding(jills.messages().userMessage(3, "It is mine")));
        INSTANCES.services.announce(jills.posted(jills.messages().reply(4, "after")));
        claimer.event("conversation_updated", 2);

        assertThat(other.events("new_message")).hasSize(1);
        assertThat(other.events("conversation_updated")).hasSize(1);
    }

    @Test
    void whoIsOnlineIsToldByTheirInstanceUntilItStops() {
        Instance leaving = new Instance(TestKafka.bootstrapServers(), INSTANCES.messaging).ready();
        RawSocket here = leaving.admin("gina");
        RawSocket there = INSTANCES.first.admin("hugo");
        until("both are told of", () -> isOnline("gina") && isOnline("hugo"));
        String instance = instanceOf("gina");
        assertThat(instance).isNotEqualTo(instanceOf("hugo"));

        leaving.close();
        here.awaitClose();
        assertThat(lastOf(instance)).as("its last word").isEmpty();
        there.cut();
        until("nobody is told of", () -> !isOnline("hugo"));
    }

    private static boolean isOnline(String userId) {
        return INSTANCES.messaging.beats().stream()
                .map(beat -> beat.body().path("instance_id").asText())
                .distinct()
                .anyMatch(instance -> lastOf(instance).contains(userId));
    }

    private static String instanceOf(String userId) {
        return INSTANCES.messaging.beats().stream()
                .filter(beat -> beat.agents().contains(userId))
                .findFirst()
                .orElseThrow()
                .body()
                .path("instance_id")
                .asText();
    }

    private static List<String> lastOf(String instance) {
        return INSTANCES.messaging.beats().stream()
                .filter(beat -> beat.body().path("instance_id").asText().equals(instance))
                .reduce((first, second) -> second)
                .orElseThrow()
                .agents();
    }
}
