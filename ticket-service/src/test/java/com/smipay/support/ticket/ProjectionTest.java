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
import com.smipay.support.testkit.FakePeer.Reply;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.ticket.ServiceFixture.Answer;
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
@OneServerAtATime
class ProjectionTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @Test
    void theFirstReplyTakesUpAPendingTicket() {
        JsonNode ticket = service.opened("first@x.ng");
        Conversation conversation = Conversation.of(ticket);
        EventEnvelope reply = conversation.reply("We are looking into it.");

        Answer told = service.tell(reply);

        TicketEvent.StatusChanged moved = (TicketEvent.StatusChanged) only(told);
        assertThat(moved.oldStatus()).isEqualTo(TicketStatus.PENDING);
        assertThat(moved.newStatus()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(moved.by()).isNull();
        assertThat(moved.lastSeq()).isEqualTo(2);
        assertThat(moved.ticket().version()).isEqualTo(2);
        assertThat(moved.ticket().statusVersion()).isEqualTo(2);
        JsonNode row = service.row(ticket);
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
        // Nobody passes a notification on.
        assertThat(service.messaging.told(ticket.path("id").asText())).hasSize(1);
    }

    @Test
    void aMoveIsMadeOnceHoweverOftenItsMessageComes() {
        JsonNode ticket = service.opened("once@x.ng");
        EventEnvelope reply = Conversation.of(ticket).reply("We are looking into it.");
        service.tell(reply);

        Answer again = service.tell(reply);

        // The teller's knowledge is behind, so it gets the newest state, and nothing was decided.
        assertThat(only(again)).isInstanceOfSatisfying(TicketEvent.Opened.class, opened -> {
            assertThat(opened.ticket().version()).isEqualTo(2);
            assertThat(opened.message().seq()).isEqualTo(1);
        });
        assertThat(service.row(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void whoeverTellsTheSameReplyAtTheSameMomentHearsOfItsMove() throws Exception {
        for (int round = 0; round < 20; round++) {
            EventEnvelope reply = Conversation.of(service.opened("race@x.ng")).reply("We are looking into it.");
            List<Callable<Answer>> notifiers = Collections.nCopies(4, () -> service.tell(reply));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> told : threads.invokeAll(notifiers)) {
                    assertThat(only(told.get()).ticket().status()).isEqualTo(TicketStatus.IN_PROGRESS);
                }
            }
        }
    }

    @Test
    void aLateMessageNeverUndoesWhatAnAdminDidInBetween() {
        JsonNode ticket = service.opened("late@x.ng");
        service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"escalated\"}");
        service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"pending\"}");

        Answer told = service.tell(Conversation.of(ticket).seeing(1).reply("Too late to move it."));

        assertThat(only(told)).isInstanceOf(TicketEvent.Opened.class);
        assertThat(service.row(ticket).path("status").asText()).isEqualTo("pending");
        assertThat(service.row(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @Test
    void aUsersMessageBringsAWaitingTicketBack() {
        JsonNode ticket = service.opened("waiting@x.ng");
        service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"waiting_user\"}");

        Answer told = service.tell(Conversation.of(ticket).seeing(2).userMessage("Here is what you asked for."));

        assertThat(only(told)).isInstanceOf(TicketEvent.StatusChanged.class);
        assertThat(service.row(ticket).path("status").asText()).isEqualTo("in_progress");
    }

    @Test
    void whatIsOlderThanWhatIsKnownChangesNothing() {
        JsonNode ticket = service.opened("older@x.ng");
        Conversation conversation = Conversation.of(ticket);
        EventEnvelope first = conversation.userMessage("The first of two.");
        EventEnvelope second = conversation.userMessage("The second of two.");

        service.tell(second);
        service.tell(first);
        Answer again = service.tell(second);

        assertThat(again.status()).isEqualTo(204);
        assertThat(service.row(ticket).path("message_count").asInt()).isEqualTo(3);
        assertThat(mine("older@x.ng").path("last_message").path("message").asText())
                .isEqualTo("The second of two.");
    }

    @Test
    void aNoteIsNeitherCountedNorPreviewedAndMovesNothing() {
        JsonNode ticket = service.opened("note@x.ng");

        Answer told = service.tell(Conversation.of(ticket).note("For colleagues only."));

        assertThat(told.status()).isEqualTo(204);
        JsonNode row = service.row(ticket);
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
        JsonNode ticket = service.opened("unread@x.ng");
        Conversation conversation = Conversation.of(ticket);

        service.tell(conversation.reply("Please try again."));
        JsonNode unread = mine("unread@x.ng");
        service.tell(conversation.seeing(2).read());
        JsonNode read = mine("unread@x.ng");

        assertThat(unread.path("has_unread").asBoolean()).isTrue();
        assertThat(unread.path("last_message").path("is_from_user").asBoolean()).isFalse();
        assertThat(read.path("has_unread").asBoolean()).isFalse();
        assertThat(read.path("updated_at")).isEqualTo(unread.path("updated_at"));
    }

    @Test
    void aClaimBindsTheTicketAndMovesItInTheSameBreath() {
        JsonNode ticket = service.opened("claim@x.ng");
        service.put("/" + ticket.path("id").asText() + "/status", "{\"status\":\"waiting_user\"}");
        Actor claimer = new Actor("u-claim", "Chidi", "Eze", "claim@x.ng");

        Answer told = service.tell(Conversation.of(ticket).seeing(2).userMessage("It is me, logged in.", claimer));

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
        assertThat(mineOf(service.user("u-other", "claim@x.ng"))
                        .path("total_tickets")
                        .asInt())
                .isZero();
        assertThat(mineOf(service.user("u-claim", "new@x.ng"))
                        .path("total_tickets")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aTicketThatHasAnOwnerKeepsIt() {
        JsonNode ticket = service.openedBy(service.user("u-owner", "o@x.ng"), "kept@x.ng");
        Actor other = new Actor("u-thief", null, null, "kept@x.ng");

        Answer told = service.tell(Conversation.of(ticket).userMessage("I say it is mine.", other));

        assertThat(told.status()).isEqualTo(204);
        assertThat(service.row(ticket).path("user_id").asText()).isEqualTo("u-owner");
    }

    @Test
    void theFirstRatingStays() {
        JsonNode ticket = service.opened("rated@x.ng");
        Conversation conversation = Conversation.of(ticket);

        service.tell(conversation.rated(4, "Quick."));
        service.tell(conversation.rated(1, "Slow."));

        JsonNode detail = detail(ticket);
        assertThat(detail.path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(detail.path("feedback").asText()).isEqualTo("Quick.");
        assertThat(mine("rated@x.ng").path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(detail.path("history").size()).isEqualTo(1);
    }

    @Test
    void whatCanNeverBeAppliedIsRefused() {
        JsonNode unknown = service.opened("gone@x.ng").deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) unknown).put("id", "019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12");
        EventEnvelope lost = Conversation.of(unknown).reply("To nobody.");
        EventEnvelope strange = withTypeAndData(lost, "message.unheard-of", "{}");
        EventEnvelope malformed = withTypeAndData(lost, "message.posted", "{}");

        assertThat(service.tell(lost).status()).isEqualTo(422);
        assertThat(service.tell(strange).status()).isEqualTo(204);
        assertThat(service.tell(malformed).status()).isEqualTo(422);
    }

    @Test
    void peersGetTheNewestStateByNumberOrId() {
        JsonNode ticket = service.opened("asked@x.ng");
        String number = ticket.path("ticket_number").asText();

        Answer byNumber = service.send(service.asPeer("/internal/tickets/" + number.toLowerCase(Locale.ROOT)));
        Answer byId = service.send(
                service.asPeer("/internal/tickets/" + ticket.path("id").asText()));
        Answer unknown = service.send(service.asPeer("/internal/tickets/SMI-2026-999999"));
        Answer stranger = service.send(service.internal("/internal/tickets/" + number));

        assertThat(((TicketEvent.Opened) only(byNumber)).ticket().ticketNumber())
                .isEqualTo(number);
        assertThat(((TicketEvent.Opened) only(byId)).message().message()).startsWith("The transfer fails");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("TICKET_NOT_FOUND");
        assertThat(stranger.status()).isEqualTo(401);
    }

    /// ADR 0055.
    @Test
    void peersCompareTheirCopiesWithPagesOfStates() {
        JsonNode ticket = service.opened("a@x.ng");
        String path = "/internal/tickets/states";

        JsonNode page = service.send(service.asPeer(path + "?limit=1")).json();

        assertThat(page.path("states")).hasSize(1);
        assertThat(page.path("up_to")).isEqualTo(page.path("states").path(0).path("id"));
        assertThat(service.send(service.asPeer(path)).json().path("states").valueStream())
                .anySatisfy(state -> {
                    assertThat(state.path("id")).isEqualTo(ticket.path("id"));
                    assertThat(state.path("version").asLong()).isEqualTo(1);
                });
        assertThat(service.send(service.asPeer(path + "?limit=501")).status()).isEqualTo(400);
        assertThat(service.send(service.internal(path)).status()).isEqualTo(401);
    }

    private JsonNode detail(JsonNode ticket) {
        String id = ticket.path("id").asText();
        service.messaging.replies("/internal/conversations/" + id, call -> new Reply(200, "{\"messages\":[]}"));
        return service.send(service.admin("/" + id).GET()).data();
    }

    private JsonNode mine(String email) {
        return mineOf(service.user(ServiceFixture.unique("u"), email))
                .path("tickets")
                .path(0);
    }

    private JsonNode mineOf(String token) {
        return service.send(service.user("/my-tickets").header("Authorization", "Bearer " + token))
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
