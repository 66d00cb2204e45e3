package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// A chat that somebody without a token began, and the account that it belongs to later (`decisions.md` 12, 13).
class ChatGuestTest {
    private final URI one = LocalStack.running().publicUrl("realtime-service");

    @Test
    void aGuestsChatReachesTheAccountWithItsEmailAndNoOther() {
        Person guest = Person.guest();
        Person account = guest.registered();
        Person agent = Person.admin();
        try (LiveSocket theirs = LiveSocket.at(one, account);
                LiveSocket other = LiveSocket.at(one, Person.user());
                LiveSocket desk = LiveSocket.at(one, agent)) {
            String chat = guest.chat().begin();
            desk.await("conversation_created", e -> e.text("id").equals(chat));
            LiveSocket.yes(theirs.ask("join_conversation", LiveSocket.ofChat(chat)));
            assertThat(other.ask("join_conversation", LiveSocket.ofChat(chat))
                            .path("code")
                            .asText())
                    .isEqualTo("CONVERSATION_NOT_FOUND");
            theirs.forget();

            guest.chat()
                    .guestSend(chat, Canary.text("Still there"), guest.email())
                    .expect(201);
            agent.chat().reply(chat, Canary.text("Hello guest")).expect(201);

            theirs.await("conversation_updated", e -> e.text("event").equals("new_reply"));
            assertThat(theirs.all().stream().map(ChatAudience::told))
                    .containsExactlyInAnyOrder(
                            "new_message",
                            "conversation_updated own_message",
                            "conversation_claimed",
                            "conversation_updated claimed",
                            "new_message",
                            "conversation_updated new_reply");
            other.settle();
            assertThat(other.all()).isEmpty();
        }
    }

    @Test
    void aRatingOfAGuestsChatIsOfTheAccountThatItBindsToLater() {
        Person guest = Person.guest();
        Person account = guest.registered();
        Person agent = Person.admin();
        String chat = guest.chat().begin();
        agent.chat().close(chat).expect(200);
        assertThat(Call.post("/api/v1/support/conversations/" + chat + "/rate")
                        .by(guest)
                        .json("{\"rating\":5}")
                        .send()
                        .status())
                .isEqualTo(401);
        Person.user().chat().rate(chat, 1).refused(404, "CONVERSATION_NOT_FOUND");

        account.chat().rate(chat, 5).success(201, "Rating submitted");

        JsonNode row = agent.chat().chats("?user_id=" + account.id()).data().at("/conversations/0");
        assertThat(row.path("id").asText()).isEqualTo(chat);
        assertThat(row.path("satisfaction_rating").asInt()).isEqualTo(5);
        assertThat(account.chat()
                        .list("")
                        .data()
                        .at("/conversations/0/satisfaction_rating")
                        .asInt())
                .isEqualTo(5);
        account.chat().rate(chat, 4).refused(400, "RATING_EXISTS");
        guest.chat().read(chat, "").refused(404, "CONVERSATION_NOT_FOUND");
    }
}
