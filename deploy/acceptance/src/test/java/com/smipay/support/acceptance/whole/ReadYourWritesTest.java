package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;

/// What one client was told is done is at once true for every other, over REST and whichever service answers
/// (`decisions.md` 23, 24). No test here waits for anything.
class ReadYourWritesTest {
    private static final int ROUNDS = 8;

    private final Person user = Person.user();
    private final App app = user.app();
    private final App tablet = user.withDevice(Canary.device()).app();
    private final Dashboard admin = Person.admin().dashboard();
    private final Dashboard colleague = Person.admin().dashboard();

    @RepeatedTest(ROUNDS)
    void aNewTicketIsThereForEverybody() {
        Ticket ticket = app.open();

        assertThat(tablet.read(ticket).path("total_messages").asInt()).isEqualTo(1);
        assertThat(tablet.listed(ticket).path("status").asText()).isEqualTo("pending");
        assertThat(admin.row(ticket).path("message_count").asInt()).isEqualTo(1);
        assertThat(admin.detail(ticket).path("messages")).hasSize(1);
        app.rate(ticket, 4).refused(400, "RATING_STATUS");
        tablet.say(ticket, Canary.text("And at once one more"));
        assertThat(admin.row(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @RepeatedTest(ROUNDS)
    void onceClosedThenNoMessage() {
        Ticket ticket = app.open();

        admin.moved(ticket, "closed");

        app.write(ticket, Canary.text("Too late"))
                .refused(400, "TICKET_NOT_OPEN", "Cannot add messages to a closed or resolved ticket");
        colleague.reply(ticket, "Too late").refused(400, "TICKET_NOT_OPEN");
        admin.moved(ticket, "in_progress");
        app.say(ticket, Canary.text("And now again"));
    }

    @RepeatedTest(ROUNDS)
    void onceResolvedThenRatedAndTheRatingIsEverywhere() {
        Ticket ticket = app.open();

        admin.moved(ticket, "resolved");
        app.rate(ticket, 4).success(201, "Thank you for your feedback");

        assertThat(tablet.read(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(tablet.listed(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(colleague.row(ticket).path("satisfaction_rating").asInt()).isEqualTo(4);
        assertThat(colleague.detail(ticket).path("feedback").asText()).startsWith("Fine");
        tablet.rate(ticket, 5).refused(400, "RATING_EXISTS");
    }

    @RepeatedTest(ROUNDS)
    void onceOpenedAgainThenNotRated() {
        Ticket ticket = app.open();
        admin.moved(ticket, "resolved");

        admin.moved(ticket, "in_progress");

        app.rate(ticket, 4).refused(400, "RATING_STATUS", "Can only rate resolved or closed tickets");
    }

    @RepeatedTest(ROUNDS)
    void onceRepliedToThenInProgressEverywhere() {
        Ticket ticket = app.open();

        JsonNode reply = admin.replied(ticket, "We are on it");

        everywhere(ticket, "in_progress");
        assertThat(tablet.listed(ticket).path("has_unread").asBoolean()).isTrue();
        assertThat(tablet.listed(ticket).path("last_response_at")).isEqualTo(reply.path("createdAt"));
        assertThat(colleague.row(ticket).path("first_response_at")).isEqualTo(reply.path("createdAt"));
        assertThat(colleague.detail(ticket).path("history")).hasSize(2);
    }

    @RepeatedTest(ROUNDS)
    void onceAnsweredThenInProgressEverywhere() {
        Ticket ticket = app.open();
        admin.moved(ticket, "waiting_user");
        everywhere(ticket, "waiting_user");

        app.say(ticket, Canary.text("Here is what you asked for"));

        everywhere(ticket, "in_progress");
        assertThat(tablet.listed(ticket).path("message_count").asInt()).isEqualTo(2);
    }

    @RepeatedTest(ROUNDS)
    void onceMarkedReadThenNotUnread() {
        Ticket ticket = app.open();
        admin.replied(ticket, "Hello");

        app.markRead(ticket).success(200, "Marked as read");

        assertThat(tablet.listed(ticket).path("has_unread").asBoolean()).isFalse();
    }

    @RepeatedTest(ROUNDS)
    void onceAssignedAndUrgentThenFoundSo() {
        Ticket ticket = app.open();

        admin.assign(ticket, admin.person().id()).expect(200);
        admin.priority(ticket, "urgent").expect(200);

        assertThat(colleague
                        .listed("?priority=urgent&assigned_to=" + admin.person().id())
                        .path("tickets")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(ticket.id());
        assertThat(tablet.read(ticket).path("priority").asText()).isEqualTo("urgent");
    }

    @RepeatedTest(ROUNDS)
    void onceBoundThenTheOwnersEverywhere() {
        Person guest = Person.guest();
        Ticket ticket = guest.app().open();
        Person account = guest.registered();

        account.app().say(ticket, Canary.text("This is mine"));

        guest.app().conversation(ticket).refused(404, "TICKET_NOT_FOUND");
        assertThat(account.app().listed(ticket).path("message_count").asInt()).isEqualTo(2);
        assertThat(admin.row(ticket).path("user_id").asText()).isEqualTo(account.id());
        admin.moved(ticket, "closed");
        account.app().rate(ticket, 5).expect(201);
    }

    /// Between a message and a close, one comes first: what was taken is there, and behind an answered close nothing is
    /// taken.
    @RepeatedTest(2)
    void noMessageIsTakenBehindAnAnsweredClose() {
        Ticket ticket = app.open();
        List<Reply> before = new CopyOnWriteArrayList<>();
        AtomicBoolean closed = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                threads.execute(() -> {
                    for (int n = 0; !closed.get(); n++) {
                        before.add(app.write(ticket, Canary.text("Message number " + n)));
                    }
                });
            }
            while (before.size() < 12) {
                Thread.onSpinWait();
            }
            admin.moved(ticket, "closed");
            app.write(ticket, Canary.text("Too late")).refused(400, "TICKET_NOT_OPEN");
            closed.set(true);
        }

        long taken = before.stream().filter(reply -> reply.status() == 201).count();
        assertThat(before).allMatch(reply -> reply.status() == 201 || reply.status() == 400);
        assertThat(app.read(ticket).path("total_messages").asLong()).isEqualTo(taken + 1);
        assertThat(admin.row(ticket).path("message_count").asLong()).isEqualTo(taken + 1);
        everywhere(ticket, "closed");
    }

    private void everywhere(Ticket ticket, String status) {
        assertThat(tablet.read(ticket).path("status").asText()).isEqualTo(status);
        assertThat(tablet.listed(ticket).path("status").asText()).isEqualTo(status);
        assertThat(colleague.row(ticket).path("status").asText()).isEqualTo(status);
        assertThat(colleague.detail(ticket).path("status").asText()).isEqualTo(status);
    }
}
