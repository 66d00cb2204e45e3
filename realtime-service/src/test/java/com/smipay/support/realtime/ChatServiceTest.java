package com.smipay.support.realtime;

import static com.smipay.support.realtime.fixture.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.realtime.fixture.ChatEvents;
import com.smipay.support.realtime.fixture.RawSocket;
import com.smipay.support.testkit.OneServerAtATime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Conversations on two instances and one broker: who hears what, once, and in which order (`live-chat-api.md`,
/// Socket.IO).
@OneServerAtATime
class ChatServiceTest {
    @AutoClose
    private static final TwoInstances INSTANCES = new TwoInstances();

    private final ChatEvents chat = ChatEvents.ownedBy("john");
    private final ChatEvents adas = chat.assignedTo(ChatEvents.ADA);
    private final ChatEvents bens = chat.assignedTo(ChatEvents.BEN);

    private void awaitLast(String what, RawSocket... clients) {
        for (RawSocket client : clients) {
            until(what, () -> TwoInstances.heard(client, chat.id()).contains(what));
        }
    }

    /// The whole life of a chat, and for each kind of connection everything that it heard of it.
    @Test
    void everybodyHearsWhatIsTheirsOnceAndInOrder() {
        INSTANCES.messaging.has(chat);
        RawSocket owner = INSTANCES.first.user("john");
        RawSocket ownerInRoom = Instance.in(chat, INSTANCES.second.user("john"));
        RawSocket ownerWhoIsAdmin = INSTANCES.second.admin("john");
        RawSocket adaInRoom = Instance.in(chat, INSTANCES.first.admin(ChatEvents.ADA.id()));
        RawSocket ben = INSTANCES.second.admin(ChatEvents.BEN.id());
        RawSocket cara = INSTANCES.first.admin("cara");
        RawSocket stranger = INSTANCES.second.user("eve");

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
        before.forEach(INSTANCES.services::announce);
        awaitLast("conversation_updated handover_completed", owner, ownerInRoom);
        INSTANCES.services.announce(bens.ticketMade());
        awaitLast("conversation_updated ticket_created", owner, ownerInRoom);
        Stream.of(
                        withTicket.linked(10),
                        withTicket.posted(chat.messages().userMessage(11, "And now?")),
                        withTicket.posted(chat.messages().userMessage(11, "told again")),
                        chat.withTicket().unassigned(12, chat.handover(HandoverStatus.REJECTED)),
                        chat.withTicket().closed(13, null),
                        chat.withTicket().rated(14))
                .forEach(INSTANCES.services::announce);
        awaitLast("conversation_updated closed", owner, ownerInRoom, ownerWhoIsAdmin, adaInRoom, ben, cara);

        assertThat(TwoInstances.heard(owner, chat.id()))
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
        assertThat(TwoInstances.heard(ownerInRoom, chat.id()))
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
        assertThat(TwoInstances.heard(ownerWhoIsAdmin, chat.id()))
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
        assertThat(TwoInstances.heard(adaInRoom, chat.id()))
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
        assertThat(TwoInstances.heard(cara, chat.id())).isEqualTo(ofAnyAdmin);
        assertThat(TwoInstances.heard(ben, chat.id()).stream().filter(what -> !what.equals("handover_requested")))
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
        chats.forEach(each -> INSTANCES.messaging.has(each));
        List<RawSocket> clients = List.of(INSTANCES.first.user("jane"), INSTANCES.second.admin("dora"));
        clients.forEach(client -> chats.forEach(each -> Instance.in(each, client)));

        INSTANCES.services.announceAll(chats.stream()
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
                assertThat(TwoInstances.heard(client, each.id()).stream()
                                .filter(what ->
                                        what.equals("new_message") || what.equals("ticket_created_from_conversation")))
                        .containsExactly("ticket_created_from_conversation", "new_message", "new_message");
                assertThat(TwoInstances.heard(client, each.id()).getFirst())
                        .isEqualTo("ticket_created_from_conversation");
            }
        }
    }

    @Test
    void bothDoorsHearBothOnWhicheverInstance() {
        ChatEvents withTicket = adas.withTicket();
        INSTANCES.messaging.has(withTicket);
        RawSocket byChat = Instance.in(withTicket, INSTANCES.first.user("john"));
        RawSocket byTicket = Instance.in(chat.messages(), INSTANCES.second.admin("ada"));

        INSTANCES.services.announce(withTicket.ticketMade());
        INSTANCES.services.announce(withTicket.posted(chat.messages().userMessage(2, "Hello")));
        INSTANCES.services.announce(withTicket.closed(3, null));
        INSTANCES.services.announce(chat.messages().resolved(2, "Done"));
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
        INSTANCES.messaging.has(chat);
        RawSocket john = Instance.in(chat, INSTANCES.first.user("john"));
        RawSocket ada = Instance.in(chat, INSTANCES.second.admin("ada"));
        john.emit("typing", "{\"conversation_id\":\"" + chat.id() + "\"}");
        assertThat(ada.event("typing").has("ticket_id")).isFalse();

        INSTANCES.services.announce(adas.ticketMade());
        ada.event("ticket_created_from_conversation");
        ada.emit("typing", "{\"ticket_id\":\"" + chat.id() + "\"}");

        assertThat(john.event("typing").path("ticket_id").asText())
                .isEqualTo(chat.id().toString());
    }
}
