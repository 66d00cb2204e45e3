package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveChat;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.contracts.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every call of the live chat, in every state of a chat: what it answers, and by which words it refuses. Where several
/// rules are against a call, the first one in their order answers (reading 12).
class ChatContractTest {
    private static final String UNKNOWN = "019c8f5e-0000-7c3d-9e21-4f7a0b6c8d12";

    /// `ada` has the chat where somebody has it; `bola` was asked to take it over. `new`: nobody has it. `asked`: a
    /// handover is pending. `answered`: it was rejected. `ended`: it was pending when the chat was closed.
    private static final String TABLE = """
            send          | owner    | new      | 201 |                        | Message sent
            send          | owner    | held     | 201 |                        | Message sent
            send          | owner    | ticket   | 201 |                        | Message sent
            send          | owner    | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            send          | stranger | new      | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            send          | stranger | closed   | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            send          | ada      | held     | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            send          | owner    | closed   | 400 | CONVERSATION_CLOSED    | This conversation has been closed
            sendNothing   | owner    | unknown  | 400 | VALIDATION_FAILED      | message is required
            send          | guest    | guests   | 401 | UNAUTHENTICATED        |
            guestSend     | guest    | guests   | 201 |                        | Message sent
            guestSend     | other    | guests   | 201 |                        | Message sent
            guestSend     | wrong    | guests   | 400 | EMAIL_MISMATCH         | Email does not match the conversation owner
            guestSend     | guest    | closedg  | 400 | CONVERSATION_CLOSED    | This conversation has been closed
            guestSend     | guest    | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            guestSend     | guest    | new      | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            list          | owner    | new      | 200 |                        | Conversations fetched
            list          | guest    | guests   | 401 | UNAUTHENTICATED        |
            get           | owner    | new      | 200 |                        | Conversation retrieved
            get           | owner    | closed   | 200 |                        | Conversation retrieved
            get           | stranger | new      | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            get           | owner    | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            get           | guest    | guests   | 200 |                        | Conversation retrieved
            get           | wrong    | guests   | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            read          | owner    | held     | 200 |                        | Marked as read
            read          | stranger | held     | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            read          | guest    | guests   | 200 |                        | Marked as read
            rate          | owner    | closed   | 201 |                        | Rating submitted
            rate          | owner    | new      | 400 | RATING_STATUS          | Can only rate closed conversations
            rate          | owner    | held     | 400 | RATING_STATUS          | Can only rate closed conversations
            rate          | owner    | rated    | 400 | RATING_EXISTS          | Conversation already rated
            rate6         | owner    | closed   | 400 | RATING_OUT_OF_RANGE    | Rating must be between 1 and 5
            rate6         | owner    | new      | 400 | RATING_OUT_OF_RANGE    | Rating must be between 1 and 5
            rate6         | owner    | unknown  | 400 | RATING_OUT_OF_RANGE    | Rating must be between 1 and 5
            rate          | stranger | closed   | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            rate          | guest    | closedg  | 401 | UNAUTHENTICATED        |
            chats         | ada      | new      | 200 |                        | Conversations fetched
            chatsWith     | ada      | new      | 400 | VALIDATION_FAILED      |
            chats         | owner    | new      | 403 | FORBIDDEN              |
            detail        | bola     | held     | 200 |                        | Conversation fetched
            detail        | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            detail        | owner    | new      | 403 | FORBIDDEN              |
            claim         | ada      | new      | 200 |                        | Conversation claimed
            claim         | ada      | held     | 200 |                        | Conversation claimed
            claim         | bola     | held     | 400 | CONVERSATION_ASSIGNED  | This conversation is already assigned to another support agent. Use the handover flow to request a transfer.
            claim         | ada      | closed   | 400 | CONVERSATION_CLOSED    | Cannot claim a closed conversation
            claim         | bola     | closed   | 400 | CONVERSATION_CLOSED    | Cannot claim a closed conversation
            claim         | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            claim         | owner    | new      | 403 | FORBIDDEN              |
            reply         | ada      | held     | 201 |                        | Reply sent
            reply         | ada      | new      | 201 |                        | Reply sent
            reply         | bola     | held     | 403 | NOT_ASSIGNED_AGENT     | This conversation is assigned to another support agent. Request a handover to take it over.
            reply         | ada      | closed   | 400 | CONVERSATION_CLOSED    | Cannot reply to a closed conversation
            reply         | bola     | closed   | 400 | CONVERSATION_CLOSED    | Cannot reply to a closed conversation
            replyNothing  | bola     | closed   | 400 | VALIDATION_FAILED      | message is required
            reply         | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            note          | bola     | held     | 201 |                        | Reply sent
            note          | bola     | closed   | 201 |                        | Reply sent
            note          | bola     | new      | 201 |                        | Reply sent
            ticketReply   | bola     | ticket   | 403 | NOT_ASSIGNED_AGENT     | This conversation is assigned to another support agent. Request a handover to take it over.
            ticketReply   | ada      | ticket   | 201 |                        | Reply sent
            ticketReply   | bola     | closedt  | 201 |                        | Reply sent
            createTicket  | ada      | held     | 201 |                        | Ticket created from conversation
            createTicket  | bola     | held     | 201 |                        | Ticket created from conversation
            createTicket  | ada      | new      | 201 |                        | Ticket created from conversation
            createTicket  | ada      | closed   | 201 |                        | Ticket created from conversation
            createTicket  | ada      | ticket   | 400 | CONVERSATION_HAS_TICKET | This conversation already has ticket NUMBER
            createTicket  | bola     | closedt  | 400 | CONVERSATION_HAS_TICKET | This conversation already has ticket NUMBER
            createTicket  | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            close         | ada      | held     | 200 |                        | Conversation closed
            close         | bola     | held     | 200 |                        | Conversation closed
            close         | ada      | new      | 200 |                        | Conversation closed
            close         | ada      | closed   | 400 | CONVERSATION_CLOSED    | Conversation is already closed
            close         | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            handover      | ada      | held     | 201 |                        | Handover requested
            handover      | ada      | answered | 201 |                        | Handover requested
            handover      | bola     | held     | 403 | NOT_ASSIGNED_AGENT     | Only the currently assigned agent can initiate a handover
            handover      | ada      | new      | 403 | NOT_ASSIGNED_AGENT     | Only the currently assigned agent can initiate a handover
            handoverSelf  | ada      | held     | 400 | HANDOVER_TO_SELF       | Cannot transfer to yourself
            handoverSelf  | bola     | held     | 403 | NOT_ASSIGNED_AGENT     | Only the currently assigned agent can initiate a handover
            handoverNone  | ada      | held     | 404 | TARGET_NOT_FOUND       | Target admin not found
            handoverUser  | ada      | held     | 404 | TARGET_NOT_FOUND       | Target admin not found
            handover      | ada      | asked    | 400 | HANDOVER_PENDING       | There is already a pending handover for this conversation
            handover      | ada      | closed   | 400 | CONVERSATION_CLOSED    | Cannot transfer a closed conversation
            handover      | bola     | closed   | 400 | CONVERSATION_CLOSED    | Cannot transfer a closed conversation
            handover      | ada      | unknown  | 404 | CONVERSATION_NOT_FOUND | Conversation not found
            accept        | bola     | asked    | 200 |                        | Handover accepted
            reject        | bola     | asked    | 200 |                        | Handover rejected
            accept        | ada      | asked    | 403 | NOT_HANDOVER_TARGET    | Only the target admin can respond to this handover
            accept        | ada      | answered | 403 | NOT_HANDOVER_TARGET    | Only the target admin can respond to this handover
            accept        | bola     | answered | 400 | HANDOVER_RESOLVED      | This handover has already been resolved
            accept        | bola     | ended    | 400 | HANDOVER_RESOLVED      | This handover has already been resolved
            perhaps       | bola     | asked    | 400 | VALIDATION_FAILED      |
            acceptUnknown | bola     | asked    | 404 | HANDOVER_NOT_FOUND     | Handover not found
            accept        | owner    | asked    | 403 | FORBIDDEN              |
            agents        | ada      | new      | 200 |                        | Agents fetched
            agents        | owner    | new      | 403 | FORBIDDEN              |""";

    private static final Person ADA = known(Person.admin());
    private static final Person BOLA = known(Person.admin());
    private static final Person STRANGER = known(Person.user());

    private record Row(String call, String by, String chat, int status, String code, String message) {
        static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            return new Row(
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    Integer.parseInt(cells.get(3)),
                    cells.get(4),
                    cells.get(5));
        }
    }

    /// What a row is tried on.
    private record Scene(Person owner, String chat, String handover, String ticketNumber) {}

    @TestFactory
    Stream<DynamicTest> everyCallInEveryState() {
        return TABLE.lines()
                .map(Row::of)
                .map(row -> DynamicTest.dynamicTest(
                        String.join(" ", row.call, "by", row.by, "in", row.chat), () -> tries(row)));
    }

    private static void tries(Row row) {
        Scene scene = scene(row.chat);

        Reply reply = call(row.call, person(row.by, scene), scene, row.by);

        reply.expect(row.status);
        String message = row.message.replace("NUMBER", scene.ticketNumber);
        if (row.status < 400) {
            reply.success(row.status, message);
        } else {
            reply.refused(row.status, row.code);
        }
        if (!message.isEmpty()) {
            assertThat(reply.message()).isEqualTo(message);
        }
    }

    private static Scene scene(String state) {
        boolean isGuests = List.of("guests", "closedg").contains(state);
        Person owner = isGuests ? Person.guest() : Person.user();
        if (state.equals("unknown")) {
            return new Scene(owner, UNKNOWN, UNKNOWN, "");
        }
        String chat = owner.chat().begin();
        if (!isGuests && !state.equals("new")) {
            ADA.chat().claim(chat).success(200, "Conversation claimed");
        }
        String handover = List.of("asked", "answered", "ended").contains(state)
                ? ADA.chat().askedToTakeOver(chat, BOLA)
                : UNKNOWN;
        if (state.equals("answered")) {
            BOLA.chat().respond(handover, "rejected").success(200, "Handover rejected");
        }
        String number = List.of("ticket", "closedt").contains(state)
                ? ADA.chat()
                        .createTicket(chat)
                        .success(201, "Ticket created from conversation")
                        .at("/ticket/ticket_number")
                        .asText()
                : "";
        if (List.of("closed", "closedg", "closedt", "rated", "ended").contains(state)) {
            ADA.chat().close(chat).success(200, "Conversation closed");
        }
        if (state.equals("rated")) {
            owner.chat().rate(chat, 5).success(201, "Rating submitted");
        }
        return new Scene(owner, chat, handover, number);
    }

    private static Person person(String name, Scene scene) {
        return switch (name) {
            case "owner", "guest" -> scene.owner;
            case "other", "wrong" -> Person.guest();
            case "stranger" -> STRANGER;
            case "ada" -> ADA;
            case "bola" -> BOLA;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Reply call(String name, Person person, Scene scene, String by) {
        LiveChat calls = person.chat();
        String chat = scene.chat;
        return switch (name) {
            case "send" -> calls.send(chat, Canary.text("Hello"));
            case "sendNothing" -> calls.send(chat, "");
            case "guestSend" ->
                calls.guestSend(chat, Canary.text("Hello"), by.equals("wrong") ? Canary.email() : scene.owner.email());
            case "list" -> calls.list("");
            case "get" -> calls.read(chat, by.equals("wrong") ? "?email=" + Canary.email() : "");
            case "read" -> calls.markRead(chat);
            case "rate" -> calls.rate(chat, 4);
            case "rate6" -> calls.rate(chat, 6);
            case "chats" -> calls.chats("?limit=1");
            case "chatsWith" -> calls.chats("?nonsense=1");
            case "detail" -> calls.detail(chat);
            case "claim" -> calls.claim(chat);
            case "reply" -> calls.reply(chat, Canary.text("Hello"));
            case "replyNothing" -> calls.reply(chat, "");
            case "note" -> calls.note(chat, Canary.text("Between us"));
            case "ticketReply" ->
                Call.post(Dashboard.BASE + "/" + chat + "/reply")
                        .by(person)
                        .json(Json.mapper().createObjectNode().put("message", Canary.text("Hello")))
                        .send();
            case "createTicket" -> calls.createTicket(chat);
            case "close" -> calls.close(chat);
            case "handover" -> calls.handOver(chat, BOLA.id());
            case "handoverSelf" -> calls.handOver(chat, person.id());
            case "handoverNone" -> calls.handOver(chat, UNKNOWN);
            case "handoverUser" -> calls.handOver(chat, STRANGER.id());
            case "accept" -> calls.respond(scene.handover, "accepted");
            case "reject" -> calls.respond(scene.handover, "rejected");
            case "perhaps" -> calls.respond(scene.handover, "perhaps");
            case "acceptUnknown" -> calls.respond(UNKNOWN, "accepted");
            case "agents" -> calls.agents();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// Field for field, in one chat that has everything.
    @Test
    void theObjectsHaveTheFieldsOfTheContract() {
        Person owner = Person.user();
        Reply opened = owner.chat().send(null, Canary.text("Where is my money"));
        String chat = LiveChat.id(opened);
        assertThat(names(opened.data())).containsExactlyInAnyOrder("conversation", "is_new");
        List<String> conversation = list("id status email phone_number assigned_admin_name satisfaction_rating feedback"
                + " last_message_at created_at updated_at messages total_messages ticket");
        assertThat(names(opened.data().path("conversation"))).containsAll(conversation);
        assertThat(opened.data().path("is_new").asBoolean()).isTrue();
        JsonNode sent = owner.chat().send(chat, Canary.text("Hello")).data();
        assertThat(names(sent)).containsExactlyInAnyOrder("conversation_id", "message", "is_new");
        assertThat(names(sent.path("message"))).contains("id", "message", "is_from_user", "createdAt");

        JsonNode claimed = ADA.chat().claim(chat).data();
        assertThat(names(claimed)).containsExactlyInAnyOrder("conversation_id", "assigned_to", "assigned_admin_name");
        assertThat(claimed.path("assigned_admin_name").asText()).isEqualTo(ADA.name());
        JsonNode asked = ADA.chat().handOver(chat, BOLA.id()).data();
        assertThat(names(asked))
                .containsExactlyInAnyOrder("handover_id", "conversation_id", "to_admin_id", "to_admin_name", "status");
        JsonNode answered = BOLA.chat()
                .respond(asked.path("handover_id").asText(), "accepted")
                .data();
        assertThat(names(answered)).containsExactlyInAnyOrder("handover_id", "conversation_id", "status");
        JsonNode ticket = BOLA.chat().createTicket(chat).expect(201).data().path("ticket");
        assertThat(names(ticket))
                .containsExactlyInAnyOrderElementsOf(
                        list("id ticket_number subject support_type priority status conversation_id"));
        assertThat(ticket.path("status").asText()).isEqualTo("in_progress");
        assertThat(ticket.path("priority").asText()).isEqualTo("urgent");
        BOLA.chat().reply(chat, Canary.text("It is on its way")).expect(201);

        JsonNode read = owner.chat().read(chat, "").data().path("conversation");
        assertThat(names(read)).containsAll(conversation);
        assertThat(names(read.path("ticket")))
                .containsExactlyInAnyOrderElementsOf(list("id ticket_number subject status priority support_type"));
        assertThat(names(read.path("messages").path(0)))
                .contains("id", "message", "is_from_user", "sender_name", "sender_email", "attachments", "created_at");
        JsonNode own = owner.chat().list("").data();
        assertThat(names(own)).containsExactlyInAnyOrder("conversations", "total", "next_cursor");
        assertThat(names(own.path("conversations").path(0)))
                .containsExactlyInAnyOrderElementsOf(list(
                        "id status assigned_admin_name message_count last_message has_unread ticket last_message_at"
                                + " created_at updated_at satisfaction_rating"));
        JsonNode listed = ADA.chat().chats("?user_id=" + owner.id()).data();
        assertThat(names(listed)).containsExactlyInAnyOrder("analytics", "conversations", "meta");
        assertThat(names(listed.path("analytics")))
                .containsExactlyInAnyOrder("total_conversations", "active", "unassigned", "by_status");
        assertThat(names(listed.path("meta"))).containsExactlyInAnyOrder("total", "page", "limit", "total_pages");
        List<String> row = list(
                "id user_id email phone_number status assigned_to assigned_at satisfaction_rating"
                        + " last_message_at createdAt updatedAt user ticket message_count last_message has_unread assigned_admin");
        assertThat(names(listed.path("conversations").path(0))).containsExactlyInAnyOrderElementsOf(row);
        JsonNode detail = ADA.chat().detail(chat).data();
        assertThat(names(detail)).containsAll(row).contains("messages", "handovers", "history");
        assertThat(names(detail.path("handovers").path(0)))
                .containsExactlyInAnyOrderElementsOf(
                        list("id from_admin_id from_admin_name to_admin_id to_admin_name reason status responded_at"
                                + " createdAt"));
        assertThat(detail.path("history").findValuesAsText("change"))
                .containsExactly("opened", "assigned_to", "handover", "handover", "assigned_to", "ticket");
        JsonNode agent = ADA.chat().agents().data().path("agents").path(0);
        assertThat(names(agent))
                .containsExactlyInAnyOrder("id", "first_name", "last_name", "email", "online", "open_conversations");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> list(String words) {
        return List.of(words.split(" ", -1));
    }

    /// Whom nobody has told us about is known by a token that came once.
    private static Person known(Person person) {
        if (person.bearer().isEmpty()) {
            throw new IllegalArgumentException("A guest is nobody's colleague");
        }
        person.chat().chats("?limit=1");
        return person;
    }
}
