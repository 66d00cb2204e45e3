package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.Applied;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.testkit.OneServerAtATime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@OneServerAtATime
final class InternalEventsTest {
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 1);

    private final ToldPeer peer = new ToldPeer();

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void anEventThatLeadsToNothingIsAnsweredWithNothing() throws Exception {
        HttpResponse<byte[]> answer = tell(HttpEvents.headers(EVENT), EVENT.dataBytes());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(peer.told).containsExactly(EVENT);
    }

    @Test
    void whatItLeadsToIsAnswered() throws Exception {
        EventEnvelope decided = SampleEvents.numbered("ticket-1", 2);
        peer.handler = event -> List.of(decided);

        HttpResponse<byte[]> answer = tell(HttpEvents.headers(EVENT), EVENT.dataBytes());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertThat(EventList.decode(answer.body())).containsExactly(decided);
    }

    @Test
    void whatIsNoEventIsA400() throws Exception {
        Map<String, String> headers = HttpEvents.headers(EVENT);
        headers.put("ce-id", "nonsense");
        assertThat(tell(headers, EVENT.dataBytes()).statusCode()).isEqualTo(400);
        assertThat(tell(Map.of("content-type", "application/json"), new byte[0]).statusCode())
                .isEqualTo(400);
        assertThat(peer.told).isEmpty();
    }

    @Test
    void whatCanNeverBeAppliedIsA422() throws Exception {
        peer.handler = event -> {
            throw new UnprocessableRecordException("never");
        };
        assertThat(tell(HttpEvents.headers(EVENT), EVENT.dataBytes()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whileTheDatabaseIsAwayItIsA503() throws Exception {
        peer.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        assertThat(tell(HttpEvents.headers(EVENT), EVENT.dataBytes()).statusCode())
                .isEqualTo(503);
    }

    @Test
    void severalAtOnceAreAnsweredOneByOne() throws Exception {
        EventEnvelope other = SampleEvents.numbered("ticket-2", 2);
        peer.handler = event -> {
            if (event.equals(other)) {
                throw new UnprocessableRecordException("never");
            }
            return List.of(event);
        };

        HttpResponse<byte[]> answer = notifyInOneBatch(EventList.encode(List.of(EVENT, other)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(BatchResponse.decode(answer.body(), 2))
                .containsExactly(new Applied.Done(List.of(EVENT)), new Applied.Never("never"));
        assertThatThrownBy(() -> BatchResponse.decode(answer.body(), 3))
                .isInstanceOf(UnprocessableRecordException.class);
    }

    @Test
    void severalAtOnceThatAreNoListOrTooManyAreA400() throws Exception {
        assertThat(notifyInOneBatch(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(notifyInOneBatch("{\"events\":[{\"id\":1}]}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(notifyInOneBatch(EventList.encode(Collections.nCopies(InternalEvents.MOST_TOGETHER + 1, EVENT)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(peer.told).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwaySeveralAtOnceAreA503() throws Exception {
        peer.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        assertThat(notifyInOneBatch(EventList.encode(List.of(EVENT, EVENT))).statusCode())
                .isEqualTo(503);
    }

    @Test
    void aClientAsksInTheScopeOfItsRequest() {
        try (PeerClient client = new PeerClient(peer.as("peer"), ToldPeer.CREDENTIAL, CallSettings.forAsking())) {
            PeerAnswer answer =
                    Correlation.of("request-9", null).call(() -> client.get("/internal/things/a-1?q=x%20y"));

            assertThat(ToldPeer.text(answer)).isEqualTo("a-1 x y request-9");
        }
    }

    @Test
    void aRefusalIsAnAnswerAndAWrongCredentialIsOne() {
        try (PeerClient client = new PeerClient(peer.as("peer"), ToldPeer.CREDENTIAL, CallSettings.forAsking());
                PeerClient stranger = new PeerClient(peer.as("peer"), "Bearer x", CallSettings.forAsking())) {
            assertThat(client.get("/internal/refused"))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(404));
            assertThat(stranger.get("/internal/refused"))
                    .isInstanceOfSatisfying(
                            PeerAnswer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(401));
        }
    }

    @Test
    void aPeerThatIsNotThereIsAway() {
        Peer gone = peer.as("peer");
        peer.close();
        try (PeerClient client = new PeerClient(gone, ToldPeer.CREDENTIAL, CallSettings.forAsking())) {
            assertThat(client.get("/internal/refused")).isInstanceOf(PeerAnswer.Away.class);
        }
    }

    private HttpResponse<byte[]> tell(Map<String, String> headers, byte[] body) throws Exception {
        return post(InternalEvents.PATH, headers, body);
    }

    private HttpResponse<byte[]> notifyInOneBatch(byte[] body) throws Exception {
        return post(InternalEvents.PATH + InternalEvents.TOGETHER, Map.of("content-type", "application/json"), body);
    }

    private HttpResponse<byte[]> post(String path, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.port() + path))
                .header("authorization", ToldPeer.CREDENTIAL)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
