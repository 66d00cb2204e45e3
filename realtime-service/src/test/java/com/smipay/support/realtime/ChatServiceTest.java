package com.smipay.support.realtime;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.Events;
import com.smipay.support.realtime.fixture.FakeMessaging;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.realtime.fixture.TestEventPublisher;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Conversations on two instances and one broker: who hears what, once, and in which order (`live-chat-api.md`,
/// Socket.IO).
@OneServerAtATime
class ChatServiceTest {
    private static final FakeMessaging MESSAGING = new FakeMessaging();
    private static final Instance FIRST = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
    private static final Instance SECOND = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
    private static final TestEventPublisher SERVICES = new TestEventPublisher(TestKafka.bootstrapServers());

    private final ChatEvents chat = ChatEvents.ownedBy("john");
    private final ChatEvents adas = chat.assignedTo(ChatEvents.ADA);
    private final ChatEvents bens = chat.assignedTo(ChatEvents.BEN);

    @AfterAll
    static void close() {
        SERVICES.close();
        FIRST.close();
        SECOND.close();
        MESSAGING.close();
    }

    /// The events about one conversation that a client heard, each with its word where several share a name.
    private static List<String> heard(RawSocket client, UUID id) {
        String start = "42/support,";
        return client.received().stream()
                .filter(frame -> frame.startsWith(start) && frame.contains(id.toString()))
                .map(frame -> json(frame.substring(start.length())))
                .map(event -> event.path(1).has("event")
                        ? event.path(0).asText() + " "
                                + event.path(1).path("event").asText()
                        : event.path(0).asText())
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void awaitLast(String what, RawSocket... clients) {
        for (RawSocket client : clients) {
            until(what, () -> heard(client, chat.id()).contains(what));
        }
    }

    /// The whole life of a chat, and for each kind of connection everything that it heard of it.
    @Test
    void everybodyHearsWhatIsTheirsOnceAndInOrder() {
        MESSAGING.has(chat);
        RawSocket owner = FIRST.user("john");
        RawSocket ownerInRoom = Instance.in(chat, SECOND.user("john"));
        RawSocket ownerWhoIsAdmin = SECOND.admin("john");
        RawSocket adaInRoom = Instance.in(chat, FIRST.admin(ChatEvents.ADA.id()));
        RawSocket ben = SECOND.admin(ChatEvents.BEN.id());
        RawSocket cara = FIRST.admin("cara");
        RawSocket stranger = SECOND.user("eve");

        ChatEvents withTicket = bens.withTicket();
        List<SupportEvent> before = List.of(
                chat.opened("My transfer failed"),
                chat.posted(chat.messages().userMessage(2, "Hello?")),
                chat.posted(chat.messages().note(3, "Looks suspicious")),
                adas.taking(chat.messages().reply(4, "Let me look")),
                adas.read(UUID.randomUUID(), 5),
                adas.handoverRequested(6),
                adas.handoverResolved(7, HandoverStatus.REJECTED),
                adas.handoverRequested(8),
                bens.handoverResolved(9, HandoverStatus.ACCEPTED));
        before.forEach(SERVICES::announce);
        awaitLast("conversation_updated handover_completed", owner, ownerInRoom);
        SERVICES.announce(bens.ticketMade());
        awaitLast("conversation_updated ticket_created", owner, ownerInRoom);
        Stream.of(
                        withTicket.linked(10),
                        withTicket.posted(chat.messages().userMessage(11, "And now?")),
                        withTicket.posted(chat.messages().userMessage(11, "told again")),
                        chat.withTicket().unassigned(12, chat.handover(HandoverStatus.REJECTED)),
                        chat.withTicket().closed(13, null),
                        chat.withTicket().rated(14))
                .forEach(SERVICES::announce);
        awaitLast("conversation_updated closed", owner, ownerInRoom, ownerWhoIsAdmin, adaInRoom, ben, cara);

        assertThat(heard(owner, chat.id()))
                .containsExactly(
                        "conversation_updated own_message",
                        "conversation_updated claimed",
                        "conversation_updated new_reply",
                        "messages_read",
                        "conversation_updated handover_completed",
                        "conversation_updated ticket_created",
                        "conversation_updated own_message",
                        "ticket_updated own_message",
                        "conversation_updated unassigned",
                        "conversation_updated closed");
        assertThat(heard(ownerInRoom, chat.id()))
                .containsExactly(
                        "new_message",
                        "conversation_updated own_message",
                        "conversation_claimed",
                        "conversation_updated claimed",
                        "new_message",
                        "conversation_updated new_reply",
                        "messages_read",
                        "conversation_claimed",
                        "conversation_updated handover_completed",
                        "ticket_created_from_conversation",
                        "conversation_updated ticket_created",
                        "new_message",
                        "conversation_updated own_message",
                        "ticket_updated own_message",
                        "conversation_updated unassigned",
                        "conversation_closed",
                        "conversation_updated closed");
        assertThat(heard(ownerWhoIsAdmin, chat.id()))
                .as("whose an event tells admins more gets it in their shape, and once")
                .containsExactly(
                        "conversation_created",
                        "conversation_updated new_user_message",
                        "conversation_updated own_message",
                        "conversation_updated claimed",
                        "conversation_updated new_reply",
                        "messages_read",
                        "conversation_updated handover_rejected",
                        "conversation_updated handover_accepted",
                        "conversation_updated handover_completed",
                        "ticket_created",
                        "conversation_updated ticket_created",
                        "conversation_updated new_user_message",
                        "ticket_updated new_user_message",
                        "conversation_updated own_message",
                        "ticket_updated own_message",
                        "conversation_updated unassigned",
                        "conversation_updated handover_rejected",
                        "conversation_updated closed");
        assertThat(heard(adaInRoom, chat.id()))
                .containsExactly(
                        "conversation_created",
                        "new_message",
                        "conversation_updated new_user_message",
                        "new_message",
                        "conversation_claimed",
                        "conversation_updated claimed",
                        "new_message",
                        "messages_read",
                        "conversation_updated handover_rejected",
                        "handover_resolved",
                        "conversation_claimed",
                        "conversation_updated handover_accepted",
                        "handover_resolved",
                        "ticket_created_from_conversation",
                        "ticket_created",
                        "new_message",
                        "conversation_updated new_user_message",
                        "ticket_updated new_user_message",
                        "conversation_updated unassigned",
                        "conversation_updated handover_rejected",
                        "handover_resolved",
                        "conversation_closed",
                        "conversation_updated closed");
        List<String> ofAnyAdmin = List.of(
                "conversation_created",
                "conversation_updated new_user_message",
                "conversation_updated claimed",
                "conversation_updated handover_rejected",
                "conversation_updated handover_accepted",
                "ticket_created",
                "conversation_updated new_user_message",
                "ticket_updated new_user_message",
                "conversation_updated unassigned",
                "conversation_updated handover_rejected",
                "conversation_updated closed");
        assertThat(heard(cara, chat.id())).isEqualTo(ofAnyAdmin);
        assertThat(heard(ben, chat.id()).stream().filter(what -> !what.equals("handover_requested")))
                .isEqualTo(ofAnyAdmin);
        assertThat(ben.events("handover_requested")).hasSize(2);
        assertThat(stranger.received()).noneMatch(frame -> frame.startsWith("42"));
        for (RawSocket user : List.of(owner, ownerInRoom)) {
            assertThat(user.received())
                    .noneMatch(frame -> frame.contains("suspicious") || frame.contains("Ada Obi"))
                    .noneMatch(frame -> frame.contains("Ben Udo") || frame.contains("told again"));
        }
        assertThat(ownerWhoIsAdmin.events("conversation_updated").stream()
                        .filter(update -> update.path("event").asText().equals("claimed")))
                .allMatch(update -> update.path("assigned_to").asText().equals("a-1"));
        assertThat(owner.events("conversation_updated")).noneMatch(update -> update.has("assigned_to"));
    }

    /// The two topics are read in any order: whoever is in the room hears of the ticket before anything names it.
    @Test
    void nothingNamesATicketBeforeItWasToldThatThereIsOne() {
        List<ChatEvents> chats =
                Stream.generate(() -> ChatEvents.ownedBy("jane")).limit(20).toList();
        chats.forEach(each -> MESSAGING.has(each));
        List<RawSocket> clients = List.of(FIRST.user("jane"), SECOND.admin("dora"));
        clients.forEach(client -> chats.forEach(each -> Instance.in(each, client)));

        SERVICES.announceAll(chats.stream()
                .flatMap(each -> {
                    ChatEvents withTicket = each.withTicket();
                    return Stream.of(
                            withTicket.linked(2),
                            withTicket.posted(each.messages().userMessage(3, "Three")),
                            withTicket.posted(each.messages().reply(4, "Four")),
                            each.ticketMade());
                })
                .toList());

        for (RawSocket client : clients) {
            client.event("new_message", 2 * chats.size());
            client.event("ticket_created_from_conversation", chats.size());
            for (ChatEvents each : chats) {
                assertThat(heard(client, each.id()).stream()
                                .filter(what ->
                                        what.equals("new_message") || what.equals("ticket_created_from_conversation")))
                        .containsExactly("ticket_created_from_conversation", "new_message", "new_message");
                assertThat(heard(client, each.id()).getFirst()).isEqualTo("ticket_created_from_conversation");
            }
        }
    }

    @Test
    void bothDoorsHearBothOnWhicheverInstance() {
        ChatEvents withTicket = adas.withTicket();
        MESSAGING.has(withTicket);
        RawSocket byChat = Instance.in(withTicket, FIRST.user("john"));
        RawSocket byTicket = Instance.in(chat.messages(), SECOND.admin("ada"));

        SERVICES.announce(withTicket.ticketMade());
        SERVICES.announce(withTicket.posted(chat.messages().userMessage(2, "Hello")));
        SERVICES.announce(withTicket.closed(3, null));
        SERVICES.announce(chat.messages().resolved(2, "Done"));
        byChat.emit("typing", "{\"conversation_id\":\"" + chat.id() + "\"}");

        for (RawSocket client : List.of(byChat, byTicket)) {
            assertThat(client.event("new_message").path("ticket_id").asText())
                    .isEqualTo(chat.id().toString());
            client.event("conversation_closed");
            client.event("status_changed");
            assertThat(client.events("new_message")).hasSize(1);
        }
        assertThat(byTicket.event("typing").toString()).isEqualTo("""
                {"conversation_id":"%s","ticket_id":"%s","user_id":"john","is_admin":false}""".formatted(chat.id(), chat.id()));
    }

    /// The ticket that is made while people are in the room is named in what they type from then on, everywhere.
    @Test
    void typingNamesATicketOnceThereIsOne() {
        MESSAGING.has(chat);
        RawSocket john = Instance.in(chat, FIRST.user("john"));
        RawSocket ada = Instance.in(chat, SECOND.admin("ada"));
        john.emit("typing", "{\"conversation_id\":\"" + chat.id() + "\"}");
        assertThat(ada.event("typing").has("ticket_id")).isFalse();

        SERVICES.announce(adas.ticketMade());
        ada.event("ticket_created_from_conversation");
        ada.emit("typing", "{\"ticket_id\":\"" + chat.id() + "\"}");

        assertThat(john.event("typing").path("ticket_id").asText())
                .isEqualTo(chat.id().toString());
    }

    @Test
    void anAccountThatIsGoneLeavesTheRoom() {
        Events messages = new Events(UUID.randomUUID(), new Owner("john", "nobody@example.com", null));
        ChatEvents johns = ChatEvents.of(messages);
        ChatEvents nobodys = ChatEvents.of(new Events(johns.id(), new Owner(null, "nobody@example.com", null)));
        MESSAGING.has(johns);
        RawSocket john = Instance.in(johns, FIRST.user("john"));
        RawSocket ada = Instance.in(johns, SECOND.admin("ada"));
        SERVICES.announce(johns.posted(messages.userMessage(2, "before")));
        john.event("new_message");

        SERVICES.announce(nobodys.released(3, "john"));
        SERVICES.announce(nobodys.posted(messages.reply(4, "after")));
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
        MESSAGING.has(guests);
        RawSocket other = Instance.in(
                guests,
                RawSocket.joined(
                        SECOND.port(),
                        Instance.TOKENS.user("other").email("guest@example.com").sign()));
        RawSocket claimer = FIRST.user("jill");
        SERVICES.announce(guests.posted(messages.reply(2, "before")));
        other.event("new_message");
        other.event("conversation_updated");

        ChatEvents jills = guests.claimedBy("jill");
        SERVICES.announce(jills.binding(jills.messages().userMessage(3, "It is mine")));
        SERVICES.announce(jills.posted(jills.messages().reply(4, "after")));
        claimer.event("conversation_updated", 2);

        assertThat(other.events("new_message")).hasSize(1);
        assertThat(other.events("conversation_updated")).hasSize(1);
    }

    @Test
    void whoIsOnlineIsToldByTheirInstanceUntilItStops() {
        Instance leaving = new Instance(TestKafka.bootstrapServers(), MESSAGING).ready();
        RawSocket here = leaving.admin("gina");
        RawSocket there = FIRST.admin("hugo");
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
        return MESSAGING.beats().stream()
                .map(beat -> beat.body().path("instance_id").asText())
                .distinct()
                .anyMatch(instance -> lastOf(instance).contains(userId));
    }

    private static String instanceOf(String userId) {
        return MESSAGING.beats().stream()
                .filter(beat -> beat.agents().contains(userId))
                .findFirst()
                .orElseThrow()
                .body()
                .path("instance_id")
                .asText();
    }

    private static List<String> lastOf(String instance) {
        return MESSAGING.beats().stream()
                .filter(beat -> beat.body().path("instance_id").asText().equals(instance))
                .reduce((first, second) -> second)
                .orElseThrow()
                .agents();
    }
}
