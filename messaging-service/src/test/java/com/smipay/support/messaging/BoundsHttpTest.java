package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.testkit.OneServerAtATime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// However much stands in a ticket, an answer has an end (`decisions.md` 56).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class BoundsHttpTest {
    private static final int MEBIBYTE = 1024 * 1024;

    private ServiceFixture service;

    @BeforeAll
    void start() {
        service = new ServiceFixture();
    }

    @AfterAll
    void stop() throws Exception {
        service.close();
    }

    @Test
    void aLongConversationComesInPagesOfAMebibyteAtTheMost() {
        TicketState ticket = filled(300, "repeat(chr(8358), 5000)");
        String before = "";
        int seen = 0;
        int pages = 0;
        boolean more = true;
        while (more) {
            Answer answer = service.send(service.conversation(ticket, "&limit=500" + before, service.owner("u-1")));
            JsonNode page = answer.data().path("ticket");

            assertThat(answer.response().body().length).isLessThan(MEBIBYTE);
            assertThat(page.path("total_messages").asInt()).isEqualTo(300);
            assertThat(page.path("description").asText()).isEqualTo(ticket.description());
            before = "&before=" + page.at("/messages/0/id").asText();
            seen += page.path("messages").size();
            more = page.path("has_more").asBoolean();
            pages++;
        }
        assertThat(seen).isEqualTo(300);
        assertThat(pages).as("none is much emptier than it must be").isBetween(5, 6);
    }

    @Test
    void whatWasMissedComesInPartsToo() {
        TicketState ticket = filled(150, "repeat(chr(8358), 5000)");
        String opening = TicketStates.opening(ticket).id().toString();

        for (String role : List.of("user", "admin")) {
            String last = opening;
            int missed = 0;
            boolean more = true;
            while (more) {
                Answer answer = service.internal(
                        "/internal/conversations/" + ticket.id() + "/join",
                        "{\"user_id\":\"u-1\",\"role\":\"%s\",\"last_message_id\":\"%s\"}".formatted(role, last));
                JsonNode part = answer.json().path("missed");

                assertThat(answer.response().body().length).isLessThan(MEBIBYTE);
                assertThat(part.size()).isPositive();
                last = part.path(part.size() - 1).path("id").asText();
                missed += part.size();
                more = answer.json().path("more").asBoolean();
            }
            assertThat(missed).as(role).isEqualTo(149);
        }
    }

    /// A quote is two bytes in JSON, so are a backslash and a line end.
    @Test
    void whatJsonWritesLongerCountsAsItIsWritten() {
        TicketState ticket = filled(600, "repeat(chr(34) || chr(92), 2500)");

        Answer whole = service.send(service.conversation(ticket, "", service.owner("u-1")));
        Answer forAdmins = service.internal("/internal/conversations/" + ticket.id(), null);
        Answer followedUp = followUp(ticket);

        assertThat(whole.response().body().length).isBetween(MEBIBYTE * 7 / 8, MEBIBYTE);
        assertThat(forAdmins.response().body().length).isBetween(MEBIBYTE * 7 / 8, MEBIBYTE);
        assertThat(followedUp.status()).isEqualTo(201);
        assertThat(followedUp.response().body().length).isBetween(MEBIBYTE * 7 / 8, MEBIBYTE);
        assertThat(followedUp.data().path("description").asText()).isEqualTo(ticket.description());
        assertThat(followedUp.data().path("has_more").asBoolean()).isTrue();
    }

    @Test
    void withoutALimitTheNewestFiveHundredComeAndNotesAreTheAdmins() {
        TicketState ticket = filled(600, "'short words ' || s");
        service.note(ticket, "a note");

        JsonNode whole = service.seen(ticket, service.owner("u-1"));
        JsonNode forAdmins =
                service.internal("/internal/conversations/" + ticket.id(), null).json();
        String oldest = forAdmins.at("/messages/0/id").asText();
        JsonNode earlier = service.internal(
                        "/internal/conversations/" + ticket.id() + "?limit=200&before=" + oldest, null)
                .json();

        assertThat(whole.path("messages")).hasSize(500);
        assertThat(whole.path("total_messages").asInt()).isEqualTo(600);
        assertThat(whole.at("/messages/499/message").asText()).isEqualTo("short words 600");
        assertThat(forAdmins.path("messages")).hasSize(500);
        assertThat(forAdmins.path("total_messages").asInt()).isEqualTo(601);
        assertThat(forAdmins.path("has_more").asBoolean()).isTrue();
        assertThat(forAdmins.at("/messages/499/message").asText()).isEqualTo("a note");
        assertThat(earlier.path("messages")).hasSize(101);
        assertThat(earlier.path("has_more").asBoolean()).isFalse();
        assertThat(service.internal("/internal/conversations/" + ticket.id() + "?limit=501", null)
                        .status())
                .isEqualTo(400);
        assertThat(service.internal("/internal/conversations/" + ticket.id() + "?before=" + UUID.randomUUID(), null)
                        .fields())
                .containsExactly("before");
    }

    @Test
    void theFiveThousandthMessageIsTheLast() {
        TicketState ticket = filled(4_998, "'short words ' || s");

        assertThat(service.add(ticket, "a message that is long enough", null).status())
                .isEqualTo(201);
        assertThat(service.note(ticket, "a note has its place too").status()).isEqualTo(201);
        assertThat(service.add(ticket, "a message that is long enough", null).code())
                .isEqualTo("TICKET_FULL");
        assertThat(service.reply(ticket, "a reply").code()).isEqualTo("TICKET_FULL");
        assertThat(service.note(ticket, "a note").code()).isEqualTo("TICKET_FULL");
        assertThat(followUp(ticket).code()).isEqualTo("TICKET_FULL");
        assertThat(service.seen(ticket, service.owner("u-1"))
                        .path("total_messages")
                        .asInt())
                .isEqualTo(4_999);
    }

    private Answer followUp(TicketState ticket) {
        return service.internal(
                "/internal/conversations/" + ticket.ticketNumber() + "/messages", ServiceFixture.followUp(ticket));
    }

    /// @param text SQL, of the place `s`
    private TicketState filled(int count, String text) {
        TicketState ticket = service.told(TicketStates.of("u-1"));
        service.fill(ticket, count, text);
        return ticket;
    }
}
