package com.smipay.support.kit.tell;

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
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(60)
@ResourceLock("what Helidon's servers share")
final class InternalEventsTest {
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 1);

    private final ToldSister sister = new ToldSister();

    @AfterEach
    void stop() {
        sister.close();
    }

    @Test
    void anEventThatLeadsToNothingIsAnsweredWithNothing() throws Exception {
        HttpResponse<byte[]> answer = tell(HttpEvents.headers(EVENT), EVENT.dataBytes());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(sister.told).containsExactly(EVENT);
    }

    @Test
    void whatItLeadsToIsAnswered() throws Exception {
        EventEnvelope decided = SampleEvents.numbered("ticket-1", 2);
        sister.handler = event -> List.of(decided);

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
        assertThat(sister.told).isEmpty();
    }

    @Test
    void whatCanNeverBeAppliedIsA422() throws Exception {
        sister.handler = event -> {
            throw new UnprocessableRecordException("never");
        };
        assertThat(tell(HttpEvents.headers(EVENT), EVENT.dataBytes()).statusCode())
                .isEqualTo(422);
    }

    @Test
    void whileTheDatabaseIsAwayItIsA503() throws Exception {
        sister.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        assertThat(tell(HttpEvents.headers(EVENT), EVENT.dataBytes()).statusCode())
                .isEqualTo(503);
    }

    @Test
    void severalAtOnceAreAnsweredOneByOne() throws Exception {
        EventEnvelope other = SampleEvents.numbered("ticket-2", 2);
        sister.handler = event -> {
            if (event.equals(other)) {
                throw new UnprocessableRecordException("never");
            }
            return List.of(event);
        };

        HttpResponse<byte[]> answer = tellTogether(EventList.encode(List.of(EVENT, other)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ToldTogether.decode(answer.body(), 2))
                .containsExactly(new Applied.Done(List.of(EVENT)), new Applied.Never("never"));
        assertThatThrownBy(() -> ToldTogether.decode(answer.body(), 3))
                .isInstanceOf(UnprocessableRecordException.class);
    }

    @Test
    void severalAtOnceThatAreNoListOrTooManyAreA400() throws Exception {
        assertThat(tellTogether(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(tellTogether("{\"events\":[{\"id\":1}]}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(tellTogether(EventList.encode(Collections.nCopies(InternalEvents.MOST_TOGETHER + 1, EVENT)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sister.told).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwaySeveralAtOnceAreA503() throws Exception {
        sister.handler = event -> {
            throw new DatabaseUnavailableException(new IllegalStateException());
        };
        assertThat(tellTogether(EventList.encode(List.of(EVENT, EVENT))).statusCode())
                .isEqualTo(503);
    }

    @Test
    void aClientAsksInTheScopeOfItsRequest() {
        try (SisterClient client =
                new SisterClient(sister.as("sister"), ToldSister.CREDENTIAL, CallSettings.forAsking())) {
            SisterAnswer answer =
                    Correlation.of("request-9", null).call(() -> client.get("/internal/things/a-1?q=x%20y"));

            assertThat(ToldSister.text(answer)).isEqualTo("a-1 x y request-9");
        }
    }

    @Test
    void aRefusalIsAnAnswerAndAWrongCredentialIsOne() {
        try (SisterClient client =
                        new SisterClient(sister.as("sister"), ToldSister.CREDENTIAL, CallSettings.forAsking());
                SisterClient stranger = new SisterClient(sister.as("sister"), "Bearer x", CallSettings.forAsking())) {
            assertThat(client.get("/internal/refused"))
                    .isInstanceOfSatisfying(
                            SisterAnswer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(404));
            assertThat(stranger.get("/internal/refused"))
                    .isInstanceOfSatisfying(
                            SisterAnswer.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(401));
        }
    }

    @Test
    void aSisterThatIsNotThereIsAway() {
        Sister gone = sister.as("sister");
        sister.close();
        try (SisterClient client = new SisterClient(gone, ToldSister.CREDENTIAL, CallSettings.forAsking())) {
            assertThat(client.get("/internal/refused")).isInstanceOf(SisterAnswer.Away.class);
        }
    }

    private HttpResponse<byte[]> tell(Map<String, String> headers, byte[] body) throws Exception {
        return post(InternalEvents.PATH, headers, body);
    }

    private HttpResponse<byte[]> tellTogether(byte[] body) throws Exception {
        return post(InternalEvents.PATH + InternalEvents.TOGETHER, Map.of("content-type", "application/json"), body);
    }

    private HttpResponse<byte[]> post(String path, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sister.port() + path))
                .header("authorization", ToldSister.CREDENTIAL)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
