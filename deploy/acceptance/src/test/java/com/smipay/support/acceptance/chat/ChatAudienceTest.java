package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.LiveChat;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who hears what of a chat, once each, over two instances (`live-chat-api.md`, Socket.IO).
class ChatAudienceTest {
    private final URI one = LocalStack.running().publicUrl("realtime-service");
    private final URI two = LocalStack.running().publicUrl("realtime-service-2");

    @Test
    void everyEventOfAChatsLifeReachesItsAudienceAndNobodyElse() {
        try (ChatAudience audience = new ChatAudience()) {
            LiveChat user = audience.owner.chat();
            LiveChat ada = audience.ada.chat();
            LiveChat bola = audience.bola.chat();
            String chat = audience.chat;
            for (String name : List.of("ada in 1", "agent in 2", "bola out 1", "bola out 2")) {
                Event created = audience.socket(name)
                        .await("conversation_created", e -> e.text("id").equals(chat));
                assertThat(created.text("user_id")).isEqualTo(audience.owner.id());
                assertThat(audience.ours(audience.socket(name))).hasSize(1);
            }
            audience.socket("owner in 1").settle();
            assertThat(audience.ours(audience.socket("owner in 1")))
                    .as("an opening is announced by conversation_created alone")
                    .isEmpty();
            audience.enter();

            user.send(chat, Canary.text("🙏".repeat(120))).expect(201);
            audience.heard("""
                    room: new_message
                    owner: conversation_updated own_message
                    admins: conversation_updated new_user_message""");
            JsonNode notice =
                    audience.ours(audience.socket("bola out 2")).getFirst().payload();
            assertThat(notice.at("/message/preview").asText()).isEqualTo("🙏".repeat(100));
            assertThat(audience.ours(audience.socket("owner in 1"))
                            .getFirst()
                            .payload()
                            .has("ticket_id"))
                    .as("there is no ticket yet")
                    .isFalse();
            audience.forget();

            ada.reply(chat, Canary.text("I have it")).expect(201);
            audience.heard("""
                    room: conversation_claimed, new_message
                    owner: conversation_updated claimed, conversation_updated new_reply
                    admins: conversation_updated claimed""");
            Event claimed = audience.socket("owner in 2").await("conversation_claimed");
            assertThat(claimed.text("assigned_to")).isEqualTo(audience.ada.id());
            assertThat(claimed.text("assigned_admin_name")).isEqualTo(audience.ada.name());
            assertThat(audience.socket("owner out 2")
                            .await("conversation_updated")
                            .payload()
                            .has("assigned_to"))
                    .as("only admins get the agent's id in updates")
                    .isFalse();
            audience.forget();

            ada.claim(chat).expect(200);
            bola.note(chat, Canary.text("He is a good customer")).expect(201);
            audience.heard("");
            audience.forget();

            String refused = ada.askedToTakeOver(chat, audience.bola);
            audience.heard("bola: handover_requested");
            audience.forget();
            bola.respond(refused, "rejected").expect(200);
            audience.heard("""
                    admins: conversation_updated handover_rejected
                    ada: handover_resolved""");
            audience.forget();

            String accepted = ada.askedToTakeOver(chat, audience.bola);
            bola.respond(accepted, "accepted").expect(200);
            audience.heard("""
                    bola: handover_requested
                    room: conversation_claimed
                    owner: conversation_updated handover_completed
                    admins: conversation_updated handover_accepted
                    ada: handover_resolved""");
            audience.forget();

            user.markRead(chat).expect(200);
            audience.heard("""
                    room: messages_read
                    owner out: messages_read""");
            audience.forget();

            ticket(audience);

            String pending = bola.askedToTakeOver(chat, audience.ada);
            bola.close(chat).expect(200);
            audience.heard("""
                    ada: handover_requested
                    room: conversation_closed
                    owner: conversation_updated closed
                    admins: conversation_updated closed, conversation_updated handover_rejected
                    bola: handover_resolved""");
            assertThat(audience.socket("bola out 1").await("handover_resolved").text("handover_id"))
                    .isEqualTo(pending);
            audience.forget();

            user.rate(chat, 5).expect(201);
            audience.heard("");
        }
    }

    /// From now on there are two doors: one device of the owner comes in by both, one agent by the ticket's alone.
    private static void ticket(ChatAudience audience) {
        String chat = audience.chat;
        JsonNode made = audience.bola
                .chat()
                .createTicket(chat)
                .success(201, "Ticket created from conversation")
                .path("ticket");
        for (String name : List.of("owner in 1", "agent in 2", "bola out 1", "bola out 2")) {
            audience.socket(name)
                    .await(name.startsWith("owner") ? "ticket_created_from_conversation" : "ticket_created");
        }
        audience.heard("""
                room: ticket_created_from_conversation
                owner: conversation_updated ticket_created
                admins: ticket_created""");
        Ticket ticket = new Ticket(chat, made.path("ticket_number").asText(), audience.owner.email(), "");
        audience.socket("owner in 2").join(ticket);
        audience.socket("agent in 2").join(ticket);
        audience.socket("agent in 2").ask("leave_conversation", LiveSocket.ofChat(chat));
        audience.forget();

        audience.owner.app().say(ticket, Canary.text("By the ticket's door"));
        audience.heard("""
                room: new_message
                owner: conversation_updated own_message, ticket_updated own_message
                admins: conversation_updated new_user_message, ticket_updated new_user_message""");
        JsonNode both = audience.socket("owner in 1").await("new_message").payload();
        assertThat(both.path("ticket_id").asText()).isEqualTo(chat);
        assertThat(both.path("conversation_id").asText()).isEqualTo(chat);
        audience.forget();

        audience.bola.chat().reply(chat, Canary.text("By the chat's door")).expect(201);
        audience.heard("""
                room: new_message
                owner: conversation_updated new_reply, ticket_updated new_reply""");
        audience.forget();

        audience.socket("ada in 1").ask("typing", LiveSocket.ofChat(chat));
        Event typing = audience.socket("agent in 2").await("typing");
        audience.socket("owner in 2").await("typing");
        assertThat(typing.text("conversation_id")).isEqualTo(chat);
        audience.socket("ada in 1").ask("stop_typing", LiveSocket.ofChat(chat));
        audience.socket("agent in 2").await("stop_typing");
        audience.socket("owner in 1").await("stop_typing");
        audience.heard("""
                owner in: typing, stop_typing
                agent in: typing, stop_typing""");
        audience.forget();
    }

    @Test
    void nobodyHearsOfAClaimBehindItsMessageNorOfATicketBeforeItIsMade() {
        Person user = Person.user();
        Person agent = Person.admin();
        try (LiveSocket first = LiveSocket.at(one, user);
                LiveSocket second = LiveSocket.at(two, user);
                LiveSocket desk = LiveSocket.at(two, Person.admin())) {
            for (int i = 0; i < 10; i++) {
                String chat = user.chat().begin();
                first.joinChat(chat);
                second.joinChat(chat);
                List.of(first, second, desk).forEach(LiveSocket::forget);

                agent.chat().reply(chat, Canary.text("I take it")).expect(201);
                String number = agent.chat()
                        .createTicket(chat)
                        .expect(201)
                        .data()
                        .at("/ticket/ticket_number")
                        .asText();
                agent.chat().reply(chat, Canary.text("It has a number now")).expect(201);
                user.app().write(number, Canary.text("Thank you"), user.email()).expect(201);

                for (LiveSocket socket : List.of(first, second)) {
                    Wait.until("three messages")
                            .until(() -> socket.all("new_message").size() == 3);
                    List<String> names =
                            socket.all().stream().map(ChatAudience::told).toList();
                    assertThat(names.indexOf("conversation_claimed")).isNotNegative();
                    assertThat(names.indexOf("conversation_claimed")).isLessThan(names.indexOf("new_message"));
                    assertThat(names.indexOf("conversation_updated claimed"))
                            .isNotNegative()
                            .isLessThan(names.indexOf("new_message"));
                    int made = names.indexOf("ticket_created_from_conversation");
                    assertThat(made).isNotNegative();
                    assertThat(socket.all().stream()
                                    .limit(made)
                                    .filter(event -> event.payload().has("ticket_id")
                                            || event.payload().has("ticket_number")))
                            .as("of the ticket, before it is made")
                            .isEmpty();
                }
                Wait.until("the ticket's message at the desk")
                        .until(() -> desk.all("ticket_updated").stream()
                                .anyMatch(e -> e.text("ticket_id").equals(chat)));
                List<String> ofTheTicket = desk.all().stream()
                        .filter(e -> e.name().startsWith("ticket_"))
                        .filter(e ->
                                e.text("ticket_id").equals(chat) || e.text("id").equals(chat))
                        .map(Event::name)
                        .toList();
                assertThat(ofTheTicket).startsWith("ticket_created");
            }
        }
    }

    @Test
    void whoWasAwayLearnsByJoiningWhatBecameOfTheChat() {
        Person owner = Person.user();
        Person ada = Person.admin();
        Person bola = Person.admin();
        bola.chat().agents().expect(200);
        String chat = owner.chat().begin();
        String first = owner.chat()
                .read(chat, "")
                .data()
                .at("/conversation/messages/0/id")
                .asText();
        String said = ada.chat()
                .reply(chat, Canary.text("I take it"))
                .expect(201)
                .data()
                .path("id")
                .asText();
        ada.chat().note(chat, Canary.text("Careful")).expect(201);
        String handover = ada.chat().askedToTakeOver(chat, bola);
        String number = ada.chat()
                .createTicket(chat)
                .expect(201)
                .data()
                .at("/ticket/ticket_number")
                .asText();

        try (LiveSocket phone = LiveSocket.of(owner);
                LiveSocket desk = LiveSocket.of(bola)) {
            JsonNode joined = LiveSocket.yes(
                    phone.ask("join_conversation", LiveSocket.ofChat(chat).put("last_message_id", first)));
            assertThat(joined.path("status").asText()).isEqualTo("waiting_user");
            assertThat(joined.path("assigned_admin_name").asText()).isEqualTo(ada.name());
            assertThat(joined.at("/ticket/ticket_number").asText()).isEqualTo(number);
            assertThat(joined.path("missed").findValuesAsText("id")).containsExactly(said);
            assertThat(joined.has("handover")).isFalse();
            JsonNode agents = LiveSocket.yes(
                    desk.ask("join_conversation", LiveSocket.ofChat(chat).put("last_message_id", first)));
            assertThat(agents.at("/handover/id").asText()).isEqualTo(handover);
            assertThat(agents.path("missed")).hasSize(2);
        }
    }
}
