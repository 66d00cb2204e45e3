package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.OneServerAtATime;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Wrong emails for a guest's chat (`decisions.md` 65), over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ChatWrongEmailsHttpTest {
    private static final String EMAIL = "guest@example.com";

    @AutoClose
    private final ServiceFixture service =
            new ServiceFixture(Map.of("rate-limit.enabled", "true", "rate-limit.wrong-emails", "3"));

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    @Test
    void wrongEmailsAreCountedAndDoNotLockOutTheDevice() {
        String id = ChatCalls.id(chats.guestSend("Hello", EMAIL, null));
        IntStream.range(0, 3)
                .forEach(i -> assertThat(elsewhere(chats.guestSending(null, "let me in", "x" + i + "@example.com", id))
                                .status())
                        .isEqualTo(400));

        Answer locked = elsewhere(chats.guestSending(null, "let me in", EMAIL, id));

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.code()).isEqualTo("RATE_LIMITED");
        assertThat(elsewhere(chats.reading(id, "?email=" + EMAIL, null)).status())
                .isEqualTo(404);
        assertThat(chats.guestSend("it is my device", EMAIL, id).status()).isEqualTo(201);
        assertThat(chats.send(service.token("u-5", EMAIL), "it is me", id).status())
                .isEqualTo(201);
    }

    /// Else an agent would open the door once more, to whoever goes on guessing.
    @Test
    void wrongEmailsForAChatCountForItsTicketToo() {
        String id = ChatCalls.id(chats.guestSend("Hello", EMAIL, null));
        IntStream.range(0, 4)
                .forEach(i -> elsewhere(chats.guestSending(null, "let me in", "x" + i + "@example.com", id)));

        String number = chats.convert(id, chats.agent("ada"))
                .data()
                .at("/ticket/ticket_number")
                .asText();

        assertThat(elsewhere(chats.reading(id, "?email=" + EMAIL, null)).status())
                .isEqualTo(404);
        assertThat(elsewhere(service.user("/api/v1/support/ticket?ticket_number=" + number + "&email=" + EMAIL, null))
                        .status())
                .isEqualTo(404);
    }

    private Answer elsewhere(HttpRequest.Builder request) {
        return service.send(request.setHeader("x-device-id", ServiceFixture.OTHER_DEVICE));
    }
}
