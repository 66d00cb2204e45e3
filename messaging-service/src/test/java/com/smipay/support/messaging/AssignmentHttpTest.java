package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose chat it is (`live-chat-api.md`, Rules 1 to 3), over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class AssignmentHttpTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    private final String ada = chats.agent("ada");
    private final String bola = chats.agent("bola");

    @BeforeAll
    void agentsAreKnown() {
        service.database.execute("""
                insert into token_person (id, first_name, email, is_admin) values
                    ('ada', 'Agent ada', 'ada@smipay.com', true), ('bola', 'Agent bola', null, true), ('user', 'User', null, false)
                """);
    }

    @Test
    void aClaimIsExclusiveAndOnesOwnIsClaimedAgainWithoutATrace() {
        String id = chats.begun("u-1");

        Answer claimed = chats.claim(id, ada);
        Answer again = chats.claim(id, ada);
        Answer other = chats.claim(id, bola);

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.message()).isEqualTo("Conversation claimed");
        assertThat(claimed.data().path("conversation_id").asText()).isEqualTo(id);
        assertThat(claimed.data().path("assigned_to").asText()).isEqualTo("ada");
        assertThat(claimed.data().path("assigned_admin_name").asText()).isEqualTo("Agent ada");
        assertThat(again.json()).isEqualTo(claimed.json());
        refused(
                other,
                400,
                "CONVERSATION_ASSIGNED",
                "This conversation is already assigned to another support agent."
                        + " Use the handover flow to request a transfer.");
        assertThat(chats.types(id)).containsExactly("conversation.opened", "conversation.claimed");
        ConversationEvent.Claimed event = (ConversationEvent.Claimed) chats.lastEvent(id);
        assertThat(event.conversation().version()).isEqualTo(2);
        assertThat(event.conversation().revision()).isEqualTo(2);
        assertThat(event.conversation().assignedTo()).isEqualTo("ada");
        assertThat(event.by().id()).isEqualTo("ada");
        assertThat(chats.read(id, service.owner("u-1"))
                        .data()
                        .path("conversation")
                        .path("assigned_admin_name")
                        .asText())
                .isEqualTo("Agent ada");
    }

    @Test
    void whoIsNoAdminOrNamesNoChatIsRefused() {
        String id = chats.begun("u-1");
        String ticket = service.told(TicketStates.of("u-1")).id().toString();

        assertThat(chats.claim(id, service.owner("u-1")).status()).isEqualTo(403);
        assertThat(List.of(
                        chats.claim(ChatCalls.unknown(), ada),
                        chats.claim(ticket, ada),
                        chats.claim("nonsense", ada),
                        chats.close(ticket, ada),
                        chats.reply(ticket, ada, "hello"),
                        chats.handOver(ticket, ada, "bola")))
                .allSatisfy(answer -> refused(answer, 404, "CONVERSATION_NOT_FOUND", "Conversation not found"));
    }

    @Test
    void onlyTheAgentRepliesAndAReplyTakesAChatThatIsNobodys() {
        String id = chats.begun("u-1");
        Answer note = service.send(
                chats.agent(bola, "conversations/" + id + "/reply", "{\"message\":\"for us\",\"is_internal\":true}"));
        Answer reply = chats.reply(id, ada, "Hello, John");
        Answer other = chats.reply(id, bola, "Hello from me");

        assertThat(note.status()).isEqualTo(201);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.message()).isEqualTo("Reply sent");
        refused(
                other,
                403,
                "NOT_ASSIGNED_AGENT",
                "This conversation is assigned to another support agent. Request a handover to take it over.");
        ConversationEvent.MessagePosted taken = (ConversationEvent.MessagePosted) chats.lastEvent(id);
        assertThat(taken.claimsConversation()).isTrue();
        assertThat(taken.conversation().assignedTo()).isEqualTo("ada");
        assertThat(taken.conversation().status()).isEqualTo(ConversationStatus.WAITING_USER);
        assertThat(chats.history(id)).last().satisfies(entry -> {
            assertThat(entry.change()).isEqualTo("assigned_to");
            assertThat(entry.to()).isEqualTo("ada");
        });
        chats.reply(id, ada, "And again");
        assertThat(((ConversationEvent.MessagePosted) chats.lastEvent(id)).claimsConversation())
                .isFalse();
        chats.send(service.owner("u-1"), "thanks", id);
        assertThat(chats.lastEvent(id).conversation().status()).isEqualTo(ConversationStatus.ACTIVE);
        assertThat(String.valueOf(chats.read(id, service.owner("u-1")).json())).doesNotContain("for us");
        assertThat(chats.<Long>one(
                        "select count(*) as notes from chat_text where conversation_id = '" + id
                                + "' and text like '%for us%'",
                        row -> row.number("notes")))
                .isZero();
    }

    @Test
    void aClosedChatTakesNotesAndARatingOnly() {
        String id = chats.begun("u-1");
        String owner = service.owner("u-1");
        refused(rate(id, owner, "{\"rating\":5}"), 400, "RATING_STATUS", "Can only rate closed conversations");
        refused(rate(id, owner, "{\"rating\":6}"), 400, "RATING_OUT_OF_RANGE", "Rating must be between 1 and 5");

        Answer closed = chats.close(id, bola);

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.message()).isEqualTo("Conversation closed");
        assertThat(closed.data().path("conversation_id").asText()).isEqualTo(id);
        assertThat(((ConversationEvent.Closed) chats.lastEvent(id))
                        .conversation()
                        .closedAt())
                .isNotNull();
        refused(chats.close(id, ada), 400, "CONVERSATION_CLOSED", "Conversation is already closed");
        refused(chats.claim(id, ada), 400, "CONVERSATION_CLOSED", "Cannot claim a closed conversation");
        refused(chats.reply(id, ada, "hi"), 400, "CONVERSATION_CLOSED", "Cannot reply to a closed conversation");
        refused(chats.send(owner, "hi", id), 400, "CONVERSATION_CLOSED", "This conversation has been closed");
        refused(chats.handOver(id, ada, "bola"), 400, "CONVERSATION_CLOSED", "Cannot transfer a closed conversation");
        assertThat(service.send(chats.agent(
                                ada, "conversations/" + id + "/reply", "{\"message\":\"x\",\"is_internal\":true}"))
                        .status())
                .isEqualTo(201);

        Answer rated = rate(id, owner, "{\"rating\":4.0,\"feedback\":\"kind\"}");

        assertThat(rated.status()).isEqualTo(201);
        assertThat(rated.message()).isEqualTo("Rating submitted");
        assertThat(rated.data().path("satisfaction_rating").asInt()).isEqualTo(4);
        refused(rate(id, owner, "{\"rating\":5}"), 400, "RATING_EXISTS", "Conversation already rated");
        assertThat(rate(id, service.token("u-9", "x@y.com"), "{\"rating\":5}").status())
                .isEqualTo(404);
        assertThat(chats.read(id, owner)
                        .data()
                        .path("conversation")
                        .path("feedback")
                        .asText())
                .isEqualTo("kind");
        assertThat(chats.history(id))
                .extracting(entry -> entry.change() + " " + entry.from() + " " + entry.to())
                .containsExactly("opened null active", "status active closed", "rated null 4");
        assertThat(chats.<String>one(
                        "select status from chat where conversation_id = '" + id + "'", row -> row.text("status")))
                .isEqualTo("closed");
    }

    @Test
    void aHandoverIsAskedForByTheAgentAndAcceptedByTheTarget() {
        String id = chats.begun("u-1");
        refused(
                chats.handOver(id, ada, "bola"),
                403,
                "NOT_ASSIGNED_AGENT",
                "Only the currently assigned agent can initiate a handover");
        chats.claim(id, ada);
        refused(chats.handOver(id, ada, "ada"), 400, "HANDOVER_TO_SELF", "Cannot transfer to yourself");
        refused(chats.handOver(id, ada, "nobody"), 404, "TARGET_NOT_FOUND", "Target admin not found");
        refused(chats.handOver(id, ada, "user"), 404, "TARGET_NOT_FOUND", "Target admin not found");

        Answer asked = chats.handOver(id, ada, "bola");
        String handover = asked.data().path("handover_id").asText();

        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.message()).isEqualTo("Handover requested");
        assertThat(asked.data().path("to_admin_name").asText()).isEqualTo("Agent bola");
        assertThat(asked.data().path("status").asText()).isEqualTo("pending");
        refused(
                chats.handOver(id, ada, "bola"),
                400,
                "HANDOVER_PENDING",
                "There is already a pending handover for this conversation");
        refused(
                chats.respond(handover, ada, "accepted"),
                403,
                "NOT_HANDOVER_TARGET",
                "Only the target admin can respond to this handover");
        refused(chats.respond(ChatCalls.unknown(), bola, "accepted"), 404, "HANDOVER_NOT_FOUND", "Handover not found");
        assertThat(chats.respond(handover, bola, "pending").fields()).containsExactly("status");
        assertThat(service.internal("/internal/chats/" + id + "/join", "{\"user_id\":\"ada\",\"role\":\"admin\"}")
                        .json()
                        .path("handover")
                        .path("id")
                        .asText())
                .isEqualTo(handover);

        Answer accepted = chats.respond(handover, bola, "accepted");

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.message()).isEqualTo("Handover accepted");
        assertThat(accepted.data().path("status").asText()).isEqualTo("accepted");
        ConversationEvent.HandoverResolved event = (ConversationEvent.HandoverResolved) chats.lastEvent(id);
        assertThat(event.conversation().assignedTo()).isEqualTo("bola");
        assertThat(event.conversation().assignedAdminName()).isEqualTo("Agent bola");
        assertThat(event.handover().reason()).isEqualTo("lunch");
        assertThat(event.handover().respondedAt()).isNotNull();
        refused(
                chats.respond(handover, bola, "rejected"),
                400,
                "HANDOVER_RESOLVED",
                "This handover has already been resolved");
        assertThat(chats.reply(id, ada, "mine?").status()).isEqualTo(403);
        assertThat(chats.reply(id, bola, "mine").status()).isEqualTo(201);
        assertThat(chats.history(id))
                .extracting(entry -> entry.change() + " " + entry.from() + " " + entry.to())
                .containsExactly(
                        "opened null active",
                        "assigned_to null ada",
                        "handover null bola",
                        "handover bola accepted",
                        "assigned_to ada bola");
    }

    @Test
    void aRejectionLeavesTheChatWhereItIsAndClosingRejects() {
        String id = chats.begun("u-1");
        chats.claim(id, ada);
        String first =
                chats.handOver(id, ada, "bola").data().path("handover_id").asText();

        assertThat(chats.respond(first, bola, "rejected").message()).isEqualTo("Handover rejected");
        assertThat(chats.lastEvent(id).conversation().assignedTo()).isEqualTo("ada");
        String second =
                chats.handOver(id, ada, "bola").data().path("handover_id").asText();
        chats.close(id, bola);

        ConversationEvent.Closed closed = (ConversationEvent.Closed) chats.lastEvent(id);
        assertThat(closed.handover()).isNotNull().satisfies(ended -> {
            assertThat(ended.id()).hasToString(second);
            assertThat(ended.status()).isEqualTo(HandoverStatus.REJECTED);
        });
        refused(
                chats.respond(second, bola, "accepted"),
                400,
                "HANDOVER_RESOLVED",
                "This handover has already been resolved");
    }

    @Test
    void theSameKeyAnswersAgain() {
        String id = chats.begun("u-1");
        String key = ServiceFixture.unique("key");

        Answer closed = service.send(
                chats.agent(ada, "conversations/" + id + "/close", null).header("Idempotency-Key", key));
        Answer again = service.send(
                chats.agent(ada, "conversations/" + id + "/close", null).header("Idempotency-Key", key));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(closed.json());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    /// A key makes the decision part of one transaction, in which no other connection is asked for.
    @Test
    void aHandoverIsAskedForOnceUnderAKey() {
        String id = chats.begun("u-1");
        chats.claim(id, ada);
        String key = ServiceFixture.unique("key");
        String path = "conversations/" + id + "/handover";

        Answer asked = service.send(
                chats.agent(ada, path, "{\"to_admin_id\":\"bola\"}").header("Idempotency-Key", key));
        Answer again = service.send(
                chats.agent(ada, path, "{\"to_admin_id\":\"bola\"}").header("Idempotency-Key", key));

        assertThat(asked.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(asked.json());
        Answer taken = service.send(chats.agent(
                        bola,
                        "handovers/" + asked.data().path("handover_id").asText() + "/respond",
                        "{\"status\":\"accepted\"}")
                .header("Idempotency-Key", key));
        assertThat(taken.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {" bola\\n", "bola\\u00a0", "\\ufeffbola"})
    void whatCanNotBeSeenAroundAnAgentsIdIsNoPartOfIt(String written) {
        String id = chats.begun("u-1");
        chats.claim(id, ada);

        Answer asked = chats.handOver(id, ada, written);

        assertThat(asked.data().path("to_admin_id").asText()).isEqualTo("bola");
    }

    private Answer rate(String id, String token, String json) {
        return service.send(service.user("/api/v1/support/conversations/" + id + "/rate", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private static void refused(Answer answer, int status, String code, String message) {
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
