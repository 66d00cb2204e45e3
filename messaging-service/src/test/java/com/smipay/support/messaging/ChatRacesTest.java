package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.TestInstance;

/// What happens to a chat at once is decided in the database: each of these, two hundred times.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OneServerAtATime
class ChatRacesTest {
    private static final int ROUNDS = 200;

    @AutoClose
    private final ServiceFixture service = new ServiceFixture();

    @AutoClose
    private final ChatCalls chats = new ChatCalls(service);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AutoClose
    private final Producer<byte[], byte[]> producer = TestKafka.producer(TestKafka.bootstrapServers());

    private final String ada = chats.agent("ada");
    private final String bola = chats.agent("bola");
    private final String user = service.owner("u-1");

    @BeforeAll
    void agentsAreKnown() {
        service.database.execute(
                "insert into token_person (id, first_name, is_admin) values ('ada', 'Ada', true), ('bola', 'Bola', true)");
    }

    @RepeatedTest(ROUNDS)
    void ofTwoClaimsOneWins() throws Exception {
        String id = chats.begun("u-1");

        List<Answer> answers = atOnce(() -> chats.claim(id, ada), () -> chats.claim(id, bola));

        assertThat(statuses(answers)).containsExactlyInAnyOrder(200, 400);
        String winner = answers.getFirst().status() == 200 ? "ada" : "bola";
        assertThat(chats.types(id)).containsExactly("conversation.opened", "conversation.claimed");
        assertThat(chats.lastEvent(id).conversation().assignedTo()).isEqualTo(winner);
    }

    @RepeatedTest(ROUNDS)
    void ofAClaimAndAReplyOneWins() throws Exception {
        String id = chats.begun("u-1");

        List<Answer> answers = atOnce(() -> chats.claim(id, ada), () -> chats.reply(id, bola, "Hello"));

        boolean claimed = answers.getFirst().status() == 200;
        assertThat(statuses(answers)).containsExactly(claimed ? 200 : 400, claimed ? 403 : 201);
        assertThat(chats.events(id)).hasSize(2);
        assertThat(chats.lastEvent(id).conversation().assignedTo()).isEqualTo(claimed ? "ada" : "bola");
    }

    @RepeatedTest(ROUNDS)
    void aHandoverIsAcceptedBeforeTheChatIsClosedOrNotAtAll() throws Exception {
        String id = chats.begun("u-1");
        chats.claim(id, ada);
        String handover =
                chats.handOver(id, ada, "bola").data().path("handover_id").asText();

        List<Answer> answers = atOnce(() -> chats.respond(handover, bola, "accepted"), () -> chats.close(id, ada));

        boolean accepted = answers.getFirst().status() == 200;
        assertThat(statuses(answers)).containsExactly(accepted ? 200 : 400, 200);
        assertThat(chats.<String>one(
                        "select status from handover where id = '" + handover + "'", row -> row.text("status")))
                .isEqualTo(accepted ? "accepted" : "rejected");
        assertThat(chats.types(id)).last().isEqualTo("conversation.closed");
        assertThat(chats.lastEvent(id).conversation().assignedTo()).isEqualTo(accepted ? "bola" : "ada");
    }

    @RepeatedTest(ROUNDS)
    void aMessageComesBeforeTheChatIsClosedOrNotAtAll() throws Exception {
        String id = chats.begun("u-1");

        List<Answer> answers = atOnce(() -> chats.send(user, "One more thing", id), () -> chats.close(id, ada));

        boolean taken = answers.getFirst().status() == 201;
        assertThat(statuses(answers)).containsExactly(taken ? 201 : 400, 200);
        List<String> expected = new ArrayList<>(List.of("conversation.opened"));
        if (taken) {
            expected.add("conversation.message-posted");
        }
        expected.add("conversation.closed");
        assertThat(chats.types(id)).isEqualTo(expected);
    }

    @RepeatedTest(ROUNDS)
    void fiveWithOneKeyWriteOnce(RepetitionInfo round) throws Exception {
        String id = chats.begun("u-1");
        String key = ServiceFixture.unique("key");

        List<Answer> answers = atOnce(Collections.nCopies(
                5, () -> service.send(chats.sending(user, "once", id).header("Idempotency-Key", key))));

        assertThat(statuses(answers)).contains(201).isSubsetOf(201, 409);
        assertThat(chats.events(id)).hasSize(2);
        String owner = "u-many-" + round.getCurrentRepetition();
        List<Answer> opened = atOnce(Collections.nCopies(
                5,
                () -> service.send(chats.sending(service.token(owner, owner + "@example.com"), "once", null)
                        .header("Idempotency-Key", key))));
        assertThat(statuses(opened)).contains(201).isSubsetOf(201, 409);
        assertThat(chats.<Long>one(
                        "select count(*) as chats from chat where owner_user_id = '" + owner + "'",
                        row -> row.number("chats")))
                .isEqualTo(1);
    }

    @RepeatedTest(ROUNDS)
    void ofFiveWhoWantATicketOneGetsItAndTheOthersItsNumber() throws Exception {
        String id = chats.begun("u-1");

        List<Answer> answers = atOnce(Collections.nCopies(5, () -> chats.convert(id, ada)));

        assertThat(statuses(answers)).containsExactlyInAnyOrder(201, 400, 400, 400, 400);
        String number = service.conversion.ticket(id).ticketNumber();
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 400)
                .allSatisfy(answer ->
                        assertThat(answer.message()).isEqualTo("This conversation already has ticket " + number));
        assertThat(chats.types(id)).containsExactly("conversation.opened", "conversation.ticket-linked");
    }

    @RepeatedTest(ROUNDS)
    void whoWritesByBothDoorsAtOnceWritesTwiceInOneOrder() throws Exception {
        String id = chats.begun("u-1");
        chats.convert(id, ada);
        TicketState ticket = service.conversion.ticket(id);

        List<Answer> answers = atOnce(
                () -> service.add(ticket, "by the ticket's door", user), () -> chats.send(user, "by the chat's", id));

        assertThat(statuses(answers)).containsExactly(201, 201);
        List<Long> places = chats.events(id).stream()
                .filter(event -> event instanceof MessageEvent.Posted)
                .map(event -> ((MessageEvent.Posted) event).message().seq())
                .toList();
        assertThat(places).containsExactly(2L, 3L);
        assertThat(chats.read(id, user)
                        .data()
                        .path("conversation")
                        .path("total_messages")
                        .asInt())
                .isEqualTo(3);
    }

    /// Whichever comes first: in the end nobody has a chat who is no agent any more.
    @RepeatedTest(ROUNDS)
    void whoIsNoAgentAnyMoreHasNoChatHoweverLateTheyClaimedIt() throws Exception {
        String leaving = ServiceFixture.unique("leaving");
        String token = chats.agent(leaving);
        String id = chats.begun("u-1");

        List<Answer> answers = atOnce(() -> chats.claim(id, token), () -> {
            identity(leaving, "{\"id\":\"%s\",\"role\":\"user\"}".formatted(leaving));
            return chats.read(id, user);
        });

        assertThat(answers.getFirst().status()).isIn(200, 403);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> chats.<Boolean>one(
                        "select exists (select from person where id = '%s' and role = 'user')".formatted(leaving)
                                + " and (select assigned_to is null from chat where conversation_id = '%s')"
                                        .formatted(id)
                                + " as nobodys",
                        row -> row.flag("nobodys")));
        assertThat(chats.types(id))
                .isEqualTo(
                        answers.getFirst().status() == 200
                                ? List.of("conversation.opened", "conversation.claimed", "conversation.unassigned")
                                : List.of("conversation.opened"));
        assertThat(chats.claim(id, token).status()).isEqualTo(403);
    }

    private void identity(String id, String json) {
        try {
            producer.send(new ProducerRecord<>(
                            Topics.IDENTITY_USERS,
                            id.getBytes(StandardCharsets.UTF_8),
                            json.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Answer> atOnce(Supplier<Answer> one, Supplier<Answer> other) throws InterruptedException {
        return atOnce(List.of(one, other));
    }

    private List<Answer> atOnce(List<Supplier<Answer>> calls) throws InterruptedException {
        List<Callable<Answer>> all =
                calls.stream().<Callable<Answer>>map(call -> call::get).toList();
        return threads.invokeAll(all).stream().map(Future::resultNow).toList();
    }

    private static Stream<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status);
    }
}
