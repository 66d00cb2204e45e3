package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The ticket of a chat (`live-chat-api.md`, rule 4), and its two doors, beside a stub of the ticket service.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ChatTicketTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    private final String ada = chats.agent("ada");
    private final String bola = chats.agent("bola");
    private final String user = service.owner("u-1");

    @Test
    void aTicketIsMadeOfAChatAndShowsItsMessages() {
        String id = chats.begun("u-1");
        chats.reply(id, ada, "Tell me more");

        Answer created = chats.convert(id, ada);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.message()).isEqualTo("Ticket created from conversation");
        assertThat(created.header("Location")).isEqualTo("/api/v1/unified-admin/support/" + id);
        JsonNode ticket = created.data().path("ticket");
        String number = ticket.path("ticket_number").asText();
        assertThat(ticket.path("id").asText()).isEqualTo(id);
        assertThat(ticket.path("conversation_id").asText()).isEqualTo(id);
        assertThat(ticket.path("status").asText()).isEqualTo("in_progress");
        JsonNode asked = service.conversion.questions().getLast();
        assertThat(asked.path("assigned_to").asText()).isEqualTo("ada");
        assertThat(asked.path("owner_by_token").path("id").asText())
                .as("what their token says, who may never have called there")
                .isEqualTo("u-1");
        assertThat(asked.path("first_message").path("seq").asInt()).isEqualTo(1);
        assertThat(asked.path("conversation").path("seq").asInt()).isEqualTo(2);
        assertThat(asked.path("device_metadata").path("platform").asText()).isEqualTo("unknown");
        ConversationEvent.TicketLinked linked = (ConversationEvent.TicketLinked) chats.lastEvent(id);
        assertThat(linked.conversation().ticket())
                .isNotNull()
                .satisfies(made -> assertThat(made.ticketNumber()).isEqualTo(number));
        assertThat(linked.state().seq()).isEqualTo(2);
        assertThat(linked.conversation().assignedTo()).isEqualTo("ada");
        assertThat(service.tickets.told(id))
                .singleElement()
                .satisfies(told -> assertThat(told.type()).isEqualTo("conversation.ticket-linked"));
        JsonNode seen = service.send(service.user("/api/v1/support/ticket?ticket_number=" + number, user))
                .data()
                .path("ticket");
        assertThat(seen.path("conversation_id").asText()).isEqualTo(id);
        assertThat(seen.path("messages")).hasSize(2);
        JsonNode chat = chats.read(id, user).data().path("conversation");
        assertThat(chat.path("ticket").path("ticket_number").asText()).isEqualTo(number);
        assertThat(chats.history(id)).last().satisfies(entry -> {
            assertThat(entry.change()).isEqualTo("ticket");
            assertThat(entry.to()).isEqualTo(number);
            assertThat(entry.by()).isEqualTo("ada");
        });
        Answer again = chats.convert(id, bola);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.code()).isEqualTo("CONVERSATION_HAS_TICKET");
        assertThat(again.message()).isEqualTo("This conversation already has ticket " + number);
    }

    @Test
    void whatIsWrittenByOneDoorIsSeenByTheOtherOnceAndInOneOrder() {
        String id = chats.begun("u-1");
        chats.convert(id, ada);
        TicketState ticket = service.conversion.ticket(id);

        assertThat(service.add(ticket, "by the ticket's door", user).status()).isEqualTo(201);
        assertThat(chats.send(user, "by the chat's door", id).status()).isEqualTo(201);
        assertThat(chats.reply(id, ada, "by the agent").status()).isEqualTo(201);

        MessageEvent.Posted last = (MessageEvent.Posted) chats.events(id).getLast();
        assertThat(last.chat()).isNotNull();
        assertThat(last.claimsConversation()).isTrue();
        assertThat(chats.types(id))
                .containsExactly(
                        "conversation.opened",
                        "conversation.ticket-linked",
                        "message.posted",
                        "message.posted",
                        "message.posted");
        assertThat(texts(chats.read(id, user).data().path("conversation")))
                .isEqualTo(texts(service.seen(ticket, user)))
                .hasSize(4);
        assertThat(service.tickets.told(id)).hasSize(4);
        service.send(chats.reading(id, "/read", user).POST(BodyPublishers.noBody()));
        assertThat(((MessageEvent.Read) chats.events(id).getLast()).chat()).isNotNull();
    }

    @Test
    void whileTheChatIsOpenOnlyItsAgentRepliesByTheTicketsDoor() {
        String id = chats.begun("u-1");
        chats.convert(id, ada);
        TicketState ticket = service.conversion.ticket(id);

        Answer taking = service.send(service.replying(ticket.id().toString(), bola, "{\"message\":\"mine now\"}"));
        Answer other = service.send(service.replying(ticket.id().toString(), ada, "{\"message\":\"mine?\"}"));

        assertThat(taking.status()).isEqualTo(201);
        assertThat(((MessageEvent.Posted) chats.events(id).getLast()).claimsConversation())
                .isTrue();
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.code()).isEqualTo("NOT_ASSIGNED_AGENT");
        chats.close(id, ada);
        assertThat(service.send(service.replying(ticket.id().toString(), ada, "{\"message\":\"now I may\"}"))
                        .status())
                .isEqualTo(201);
        assertThat(service.add(ticket, "and the user, too", user).status()).isEqualTo(201);
        assertThat(chats.read(id, user)
                        .data()
                        .path("conversation")
                        .path("status")
                        .asText())
                .isEqualTo("closed");
        service.tell(TicketStates.changed(TicketStates.then(ticket, "resolved")));
        assertThat(service.add(ticket, "it is not over", user).status()).isEqualTo(400);
    }

    @Test
    void aSettledTicketLeavesTheChatOpen() {
        String id = chats.begun("u-1");
        chats.convert(id, ada);
        TicketState ticket = service.conversion.ticket(id);
        service.tell(TicketStates.changed(chatTicket(TicketStates.then(ticket, "closed"), id)));

        assertThat(service.add(ticket, "closed to this door", user).status()).isEqualTo(400);
        assertThat(chats.send(user, "open to this one", id).status()).isEqualTo(201);
        assertThat(chats.reply(id, ada, "and to agents").status()).isEqualTo(201);
        assertThat(chats.read(id, user)
                        .data()
                        .path("conversation")
                        .path("ticket")
                        .path("status")
                        .asText())
                .isEqualTo("closed");
    }

    @Test
    void whoeverTellsOfTheTicketFirstLinksItAndNobodyTwice() {
        String id = chats.begun("u-1");
        service.conversion.dies(ConversionStub.Death.AFTER);
        assertThat(chats.convert(id, ada).status()).isEqualTo(503);
        assertThat(chats.types(id)).containsExactly("conversation.opened");
        TicketState ticket = service.conversion.ticket(id);

        TicketState changed = chatTicket(TicketStates.then(ticket, "escalated"), id);
        Answer told = service.tell(TicketStates.changed(changed));
        service.tell(service.conversion.made(id));
        service.tell(service.conversion.made(id));

        assertThat(new String(told.response().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("conversation.ticket-linked");
        assertThat(chats.types(id)).containsExactly("conversation.opened", "conversation.ticket-linked");
        assertThat(chats.read(id, user)
                        .data()
                        .path("conversation")
                        .path("ticket")
                        .path("status")
                        .asText())
                .isEqualTo("escalated");
        assertThat(chats.convert(id, ada).code()).isEqualTo("CONVERSATION_HAS_TICKET");
    }

    @Test
    void theSameKeyGetsItsTicketWhicheverServiceDied() {
        for (ConversionStub.Death death : List.of(ConversionStub.Death.BEFORE, ConversionStub.Death.AFTER)) {
            String id = chats.begun("u-1");
            String key = ServiceFixture.unique("key");
            service.conversion.dies(death);
            Answer first = service.send(chats.converting(id, ada).header("Idempotency-Key", key));
            Answer second = service.send(chats.converting(id, ada).header("Idempotency-Key", key));
            Answer third = service.send(chats.converting(id, ada).header("Idempotency-Key", key));
            Answer other = service.send(chats.converting(id, ada).header("Idempotency-Key", key + "-other"));
            Answer body = service.send(chats.agent(ada, "conversations/" + id + "/create-ticket", """
                    {"subject":"Something else","description":"A second ticket"}""")
                    .header("Idempotency-Key", key));

            assertThat(first.status()).isEqualTo(503);
            assertThat(first.header("Retry-After")).isNotEmpty();
            assertThat(second.status()).isEqualTo(201);
            assertThat(third.json()).isEqualTo(second.json());
            assertThat(third.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(third.header("Location")).isEqualTo(second.header("Location"));
            assertThat(other.code()).isEqualTo("CONVERSATION_HAS_TICKET");
            assertThat(body.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
    }

    @Test
    void ofManyAtOnceWithOneKeyOneHasMadeTheTicketAndTheOthersAreRepetitions() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = chats.begun("u-1");
            String key = ServiceFixture.unique("key");
            List<Callable<Answer>> calls = Collections.nCopies(
                    8, () -> service.send(chats.converting(id, ada).header("Idempotency-Key", key)));
            List<Answer> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : threads.invokeAll(calls)) {
                    answers.add(answer.get());
                }
            }

            assertThat(answers)
                    .filteredOn(answer -> answer.status() != 201)
                    .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("IDEMPOTENCY_IN_PROGRESS"));
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 201)
                    .filteredOn(answer -> answer.header("Idempotent-Replayed").isEmpty())
                    .hasSize(1);
        }
    }

    @Test
    void aGuestsTicketIsTheirDevicesToo() {
        String id = ChatCalls.id(chats.guestSend("Hello", TicketStates.EMAIL, null));
        chats.convert(id, ada);
        TicketState ticket = service.conversion.ticket(id);

        assertThat(service.send(service.conversation(ticket, "", null)).status())
                .as("its device")
                .isEqualTo(200);
        assertThat(chats.send(service.owner("u-77"), "it is mine", id).status()).isEqualTo(201);
        assertThat(((MessageEvent.Posted) chats.events(id).getLast()).claimedBy())
                .isNotNull();
    }

    @Test
    void aTicketOfAChatIsNotDescribedByItsDescription() {
        String id = chats.begun("u-1");
        chats.convert(id, ada);

        assertThat(service.conversion.ticket(id).description()).isEqualTo("The machine kept the card.");
        assertThat(service.seen(service.conversion.ticket(id), user)
                        .path("description")
                        .asText())
                .isEqualTo("The machine kept the card.");
        assertThat(texts(chats.read(id, user).data().path("conversation"))).hasSize(1);
        assertThat(service.internal("/internal/conversations/" + id + "/join", """
                        {"user_id":"u-1","role":"user"}""")
                        .json()
                        .path("conversation_id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void aTicketOfAUserWithoutAnAddressHasNone() {
        String token = service.tokens.user("u-nameless").sign();
        String id = ChatCalls.id(chats.send(token, "Hi", null));
        assertThat(chats.convert(id, ada).status()).isEqualTo(201);

        JsonNode seen = service.seen(service.conversion.ticket(id), token);

        assertThat(seen.path("ticket_number").asText()).isNotEmpty();
        assertThat(seen.path("email").isNull()).isTrue();
    }

    /// `decisions.md` 4, 51, 53.
    @Test
    void whatCanNotBeSeenAroundASubjectAndAnIdIsNoPartOfThem() {
        String id = chats.begun("u-1");
        String transaction = "6F9619FF-8B86-4011-B42D-00CF4FC964FF";

        Answer created = service.send(chats.agent(
                ada, "conversations/" + id + "/create-ticket", """
                {"subject":"%sLost card\\n","description":"The machine kept the card.","related_transaction_id":"%s\\u00a0"}
                """.formatted(" ".repeat(300), transaction)));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.data().at("/ticket/subject").asText()).isEqualTo("Lost card");
        JsonNode asked = service.conversion.questions().getLast();
        assertThat(asked.path("subject").asText()).isEqualTo("Lost card");
        assertThat(asked.path("related_transaction_id").asText()).isEqualTo(transaction.toLowerCase(Locale.ROOT));
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        String id = chats.begun("u-1");

        assertThat(service.send(chats.agent(ada, "conversations/" + id + "/create-ticket", """
                        {"subject":"Hi","support_type":"NONE","priority":"now"}"""))
                        .fields())
                .containsExactly("subject", "description", "support_type", "priority");
        assertThat(chats.convert(ChatCalls.unknown(), ada).status()).isEqualTo(404);
        assertThat(chats.convert(id, user).status()).isEqualTo(403);
    }

    private static TicketState chatTicket(TicketState t, String id) {
        return new TicketState(
                t.id(),
                t.ticketNumber(),
                t.version(),
                t.statusVersion(),
                t.owner(),
                t.subject(),
                t.description(),
                t.supportType(),
                t.status(),
                t.priority(),
                t.phoneNumber(),
                t.relatedTransactionId(),
                t.assignedTo(),
                t.assignedAdminName(),
                t.resolutionNotes(),
                t.guestProof(),
                t.createdAt(),
                t.updatedAt(),
                t.ownerVersion(),
                t.statusChangedAt(),
                java.util.UUID.fromString(id));
    }

    private static List<String> texts(JsonNode shown) {
        return shown.path("messages")
                .valueStream()
                .map(message -> message.path("message").asText())
                .toList();
    }
}
