package com.smipay.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.Decoded;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.ticket.Bench.Answer;
import com.smipay.support.ticket.FakeSister.Reply;
import java.time.Instant;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionTest {
    @AutoClose
    private final Bench bench = new Bench();

    @Test
    void theFirstReplyTakesUpAPendingTicket() {
        JsonNode ticket = bench.opened("first@x.ng");
        Conversation conversation = Conversation.of(ticket);
        EventEnvelope reply = conversation.reply("We are looking into it.");

        Answer told = bench.tell(reply);

        TicketEvent.StatusChanged moved = (TicketEvent.StatusChanged) only(told);
        assertThat(moved.oldStatus()).isEqualTo(TicketStatus.PENDING);
        assertThat(moved.newStatus()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(moved.by()).isNull();
        assertThat(moved.lastSeq()).isEqualTo(2);
        assertThat(moved.ticket().version()).isEqualTo(2);
        assertThat(moved.ticket().statusVersion()).isEqualTo(2);
        JsonNode row = bench.row(ticket);
        assertThat(row.path("status").asText()).isEqualTo("in_progress");
        assertThat(row.path("message_count").asInt()).isEqualTo(2);
        assertThat(row.path("response_time_seconds").asInt()).isEqualTo(10);
        assertThat(row.path("first_response_at")).isEqualTo(row.path("last_response_at"));
        assertThat(Instant.parse(row.path("updatedAt").asText()))
                .isAfterOrEqualTo(Instant.parse(row.path("last_response_at").asText()));
        JsonNode move = detail(ticket).path("history").path(1);
        assertThat(move.path("change").asText()).isEqualTo("status");
        assertThat(move.path("by").isNull()).isTrue();
        assertThat(move.path("from").asText()).isEqualTo("pending");
        assertThat(move.path("to").asText()).isEqualTo("in_progress");
        // Nobody passes a telling on.
        assertThat(bench.messaging.told(ticket.path("id").asText())).hasSize(1);
    }

    @Test
    void aMoveIsMadeOnceHoweverOftenItsMessageComes() {
        JsonNode ticket = bench.opened("once@x.ng");
        EventEnvelope reply = Conversation.of(ticket).reply("We are looking into it.");
        bench.tell(reply);

        Answer again = bench.tell(reply);

        // The teller's knowledge is behind, so it gets the newest state, and nothing was decided.
        assertThat(only(again)).isInstanceOfSatisfying(TicketEvent.Opened.class, opened -> {
            assertThat(opened.ticket().version()).isEqualTo(2);
            assertThat(opened.message().seq()).isEqualTo(1);
        });
        assertThat(bench.row(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void whoeverTellsTheSameReplyAtTheSameMomentHearsOfItsMove() throws Exception {
        for (int round = 0; round < 20; round++) {
            EventEnvelope reply = Conversation.of(bench.opened("race@x.ng")).reply("We are looking into it.");
            List<Callable<Answer>> tellers = Collections.nCopies(4, () -> bench.tell(reply));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> told : threads.invokeAll(tellers)) {
                    assertThat(only(told.get()).ticket().status()).isEqualTo(TicketStatus.IN_PROGRESS);
                }
            }
        }
    }

    @Test
    void aLateMessageNeverUndoesWhatAnAdminDidInBetween() {
        JsonNode ticket = bench.opened("late@x.ng");
        bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"escalated\"}");
        bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"pending\"}");

        Answer told = bench.tell(Conversation.of(ticket).seeing(1).reply("Too late to move it."));

        assertThat(only(told)).isInstanceOf(TicketEvent.Opened.class);
        assertThat(bench.row(ticket).path("status").asText()).isEqualTo("pending");
        assertThat(bench.row(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void aUsersMessageBringsAWaitingTicketBack() {
        JsonNode ticket = bench.opened("waiting@x.ng");
        bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"waiting_user\"}");

        Answer told = bench.tell(Conversation.of(ticket).seeing(2).userMessage("Here is what you asked for."));

        assertThat(only(told)).isInstanceOf(TicketEvent.StatusChanged.class);
        assertThat(bench.row(ticket).path("status").asText()).isEqualTo("in_progress");
    }

    @Test
    void whatIsOlderThanWhatIsKnownChangesNothing() {
        JsonNode ticket = bench.opened("older@x.ng");
        Conversation conversation = Conversation.of(ticket);
        EventEnvelope first = conversation.userMessage("The first of two.");
        EventEnvelope second = conversation.userMessage("The second of two.");

        bench.tell(second);
        bench.tell(first);
        Answer again = bench.tell(second);

        assertThat(again.status()).isEqualTo(204);
        assertThat(bench.row(ticket).path("message_count").asInt()).isEqualTo(3);
        assertThat(mine("older@x.ng").path("last_message").path("message").asText())
                .isEqualTo("The second of two.");
    }

    @Test
    void aNoteIsNeitherCountedNorPreviewedAndMovesNothing() {
        JsonNode ticket = bench.opened("note@x.ng");

        Answer told = bench.tell(Conversation.of(ticket).note("For colleagues only."));

        assertThat(told.status()).isEqualTo(204);
        JsonNode row = bench.row(ticket);
        assertThat(row.path("status").asText()).isEqualTo("pending");
        assertThat(row.path("message_count").asInt()).isEqualTo(1);
        assertThat(row.path("first_response_at").isNull()).isTrue();
        assertThat(row.path("updatedAt").asText())
                .isEqualTo(ticket.path("updated_at").asText());
        JsonNode mine = mine("note@x.ng");
        assertThat(mine.path("has_unread").asBoolean()).isFalse();
        assertThat(mine.path("last_message").path("message").asText()).startsWith("The transfer fails");
    }

    @Test
    void aReplyIsUnreadUntilItIsRead() {
        JsonNode ticket = bench.opened("unread@x.ng");
        Conversation conversation = Conversation.of(ticket);

        bench.tell(conversation.reply("Please try again."));
        JsonNode unread = mine("unread@x.ng");
        bench.tell(conversation.seeing(2).read());
        JsonNode read = mine("unread@x.ng");

        assertThat(unread.path("has_unread").asBoolean()).isTrue();
        assertThat(unread.path("last_message").path("is_from_user").asBoolean()).isFalse();
        assertThat(read.path("has_unread").asBoolean()).isFalse();
        assertThat(read.path("updated_at")).isEqualTo(unread.path("updated_at"));
    }

    @Test
    void aClaimBindsTheTicketAndMovesItInTheSameBreath() {
        JsonNode ticket = bench.opened("claim@x.ng");
        bench.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"waiting_user\"}");
        Actor claimer = new Actor("u-claim", "Chidi", "Eze", "claim@x.ng");

        Answer told = bench.tell(Conversation.of(ticket).seeing(2).userMessage("It is me, logged in.", claimer));

        List<TicketEvent> decided = events(told);
        assertThat(decided).hasSize(2);
        assertThat(decided.getFirst()).isInstanceOfSatisfying(TicketEvent.Claimed.class, claimed -> {
            assertThat(claimed.ticket().version()).isEqualTo(3);
            assertThat(claimed.ticket().owner().userId()).isEqualTo("u-claim");
            assertThat(claimed.ticket().guestProof()).isNull();
        });
        assertThat(decided.getLast().ticket().version()).isEqualTo(4);
        assertThat(decided.getLast().ticket().owner().userId()).isEqualTo("u-claim");
        JsonNode detail = detail(ticket);
        assertThat(detail.path("user_id").asText()).isEqualTo("u-claim");
        assertThat(detail.path("user").path("first_name").asText()).isEqualTo("Chidi");
        assertThat(detail.path("history")
                        .valueStream()
                        .map(entry -> entry.path("change").asText()))
                .containsExactly("opened", "status", "claimed", "status");
        assertThat(mineOf(bench.user("u-other", "claim@x.ng"))
                        .path("total_tickets")
                        .asInt())
                .isZero();
        assertThat(mineOf(bench.user("u-claim", "new@x.ng"))
                        .path("total_tickets")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aTicketThatHasAnOwnerKeepsIt() {
        JsonNode ticket = bench.openedBy(bench.user("u-owner", "o@x.ng"), "kept@x.ng");
        Actor other = new Actor("u-thief", null, null, "kept@x.ng");

        Answer told = bench.tell(Conversation.of(ticket).userMessage("I say it is mine.", other));

        assertThat(told.status()).isEqualTo(204);
        assertThat(bench.row(ticket).path("user_id").asText()).isEqualTo("u-owner");
    }

    @Test
    void theFirstRatingStays() {
        JsonNode ticket = bench.opened("rated@x.ng");
        Conversation conversation = Conversation.of(ticket);

        bench.tell(conversation.rated(4, "Quick."));
        bench.tell(conversation.rated(1, "Slow."));

        JsonNode detail = detail(ticket);
        assertThat(detail.path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(detail.path("feedback").asText()).isEqualTo("Quick.");
        assertThat(mine("rated@x.ng").path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(detail.path("history").size()).isEqualTo(1);
    }

    @Test
    void whatCanNeverBeAppliedIsRefused() {
        JsonNode unknown = bench.opened("gone@x.ng").deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) unknown).put("id", "019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12");
        EventEnvelope lost = Conversation.of(unknown).reply("To nobody.");
        EventEnvelope strange = withTypeAndData(lost, "message.unheard-of", "{}");
        EventEnvelope malformed = withTypeAndData(lost, "message.posted", "{}");

        assertThat(bench.tell(lost).status()).isEqualTo(422);
        assertThat(bench.tell(strange).status()).isEqualTo(204);
        assertThat(bench.tell(malformed).status()).isEqualTo(422);
    }

    @Test
    void sistersGetTheNewestStateByNumberOrId() {
        JsonNode ticket = bench.opened("asked@x.ng");
        String number = ticket.path("ticket_number").asText();

        Answer byNumber = bench.send(bench.asSister("/internal/tickets/" + number.toLowerCase(Locale.ROOT)));
        Answer byId = bench.send(
                bench.asSister("/internal/tickets/" + ticket.path("id").asText()));
        Answer unknown = bench.send(bench.asSister("/internal/tickets/SMI-2026-999999"));
        Answer stranger = bench.send(bench.internal("/internal/tickets/" + number));

        assertThat(((TicketEvent.Opened) only(byNumber)).ticket().ticketNumber())
                .isEqualTo(number);
        assertThat(((TicketEvent.Opened) only(byId)).message().message()).startsWith("The transfer fails");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(stranger.status()).isEqualTo(401);
    }

    private JsonNode detail(JsonNode ticket) {
        String id = ticket.path("id").asText();
        bench.messaging.replies("/internal/conversations/" + id, call -> new Reply(200, "{\"messages\":[]}"));
        return bench.send(bench.admin("/" + id).GET()).data();
    }

    private JsonNode mine(String email) {
        return mineOf(bench.user(Bench.unique("u"), email)).path("tickets").path(0);
    }

    private JsonNode mineOf(String token) {
        return bench.send(bench.user("/my-tickets").header("Authorization", "Bearer " + token))
                .data();
    }

    private static EventEnvelope withTypeAndData(EventEnvelope event, String type, String data) {
        return new EventEnvelope(event.id(), type, event.source(), event.subject(), event.time(), null, null, data);
    }

    private static TicketEvent only(Answer told) {
        assertThat(events(told)).hasSize(1);
        return events(told).getFirst();
    }

    private static List<TicketEvent> events(Answer told) {
        assertThat(told.status()).isEqualTo(200);
        return EventList.decode(told.response().body()).stream()
                .map(event -> (TicketEvent) ((Decoded.Known) EventCodec.decode(event)).event())
                .toList();
    }
}
