package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// An agent who is one no more loses what is assigned to them (`live-chat-api.md`, rule 6).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class DeparturesTest {
    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    @AutoClose
    private final Producer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers());

    @Test
    void whoIsNoAgentAnyMoreLeavesNothingBehind() throws Exception {
        String leaving = ServiceFixture.unique("leaving");
        String staying = ServiceFixture.unique("staying");
        service.database.execute(
                "insert into token_person (id, first_name, is_admin) values ('%s', 'Lea', true), ('%s', 'Sam', true)"
                        .formatted(leaving, staying));
        String theirs = chats.begun("u-1");
        String asked = chats.begun("u-1");
        String closed = chats.begun("u-1");
        chats.claim(theirs, chats.agent(leaving));
        chats.handOver(theirs, chats.agent(leaving), staying);
        chats.claim(asked, chats.agent(staying));
        chats.handOver(asked, chats.agent(staying), leaving);
        chats.claim(closed, chats.agent(leaving));
        chats.close(closed, chats.agent(leaving));

        identity(leaving, "{\"id\":\"%s\",\"role\":\"user\"}".formatted(leaving));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(chats.types(asked)).last().isEqualTo("conversation.handover-resolved"));
        ConversationEvent.Unassigned unassigned = (ConversationEvent.Unassigned) chats.lastEvent(theirs);
        assertThat(unassigned.from()).isEqualTo(leaving);
        assertThat(unassigned.conversation().assignedTo()).isNull();
        assertThat(unassigned.handover()).isNotNull();
        assertThat(((ConversationEvent.HandoverResolved) chats.lastEvent(asked))
                        .conversation()
                        .assignedTo())
                .isEqualTo(staying);
        assertThat(chats.types(closed)).last().isEqualTo("conversation.closed");
        assertThat(chats.claim(theirs, chats.agent(leaving)).status()).isEqualTo(403);
        assertThat(chats.claim(theirs, chats.agent(staying)).status()).isEqualTo(200);
        assertThat(chats.handOver(theirs, chats.agent(staying), leaving).code()).isEqualTo("TARGET_NOT_FOUND");
    }

    @Test
    void theChatsOfAnAccountThatIsGoneBelongToThePersonWithItsEmail() throws Exception {
        String gone = ServiceFixture.unique("gone");
        String email = gone + "@example.com";
        String id = ChatCalls.id(chats.send(service.token(gone, email), "Hello", null));

        identity(gone, null);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(chats.types(id)).last().isEqualTo("conversation.released"));
        assertThat(chats.read(id, service.token(gone + "-2", email)).status()).isEqualTo(200);
        assertThat(chats.send(service.token(gone + "-2", email), "it is me again", id)
                        .status())
                .isEqualTo(201);
        assertThat(chats.read(id, service.token(gone, "other@example.com")).status())
                .isEqualTo(404);
    }

    private void identity(String id, @Nullable String json) throws Exception {
        producer.send(new ProducerRecord<>(
                        Topics.IDENTITY_USERS,
                        id.getBytes(StandardCharsets.UTF_8),
                        json == null ? null : json.getBytes(StandardCharsets.UTF_8)))
                .get();
    }
}
