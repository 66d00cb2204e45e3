package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.OneServerAtATime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One peer, several replicas: any of them will do, and none of them is asked twice for what may be done once only.
@OneServerAtATime
final class PeerReplicasTest {
    private static final EventEnvelope EVENT = SampleEvents.numbered("ticket-1", 1);

    private final ToldPeer first = new ToldPeer();
    private final ToldPeer second = new ToldPeer();
    private final PeerClient client = client(first.port(), second.port());

    @AfterEach
    void stop() {
        client.close();
        first.close();
        second.close();
    }

    private static PeerClient client(int... ports) {
        List<URI> replicas = Arrays.stream(ports)
                .mapToObj(port -> URI.create("http://127.0.0.1:" + port))
                .toList();
        return new PeerClient(new Peer("peer", replicas), ToldPeer.CREDENTIAL, CallSettings.forAsking());
    }

    private static PeerAnswer post(PeerClient client) {
        return client.post(InternalEvents.PATH, EVENT.dataBytes(), HttpEvents.headers(EVENT));
    }

    @Test
    void theyAreCalledInTurns() {
        for (int i = 0; i < 6; i++) {
            assertThat(post(client)).isInstanceOf(PeerAnswer.Answered.class);
        }
        assertThat(first.told).hasSize(3);
        assertThat(second.told).hasSize(3);
    }

    @Test
    void whereOneIsGoneTheOtherAnswersWhateverIsAsked() {
        first.close();
        for (int i = 0; i < 12; i++) {
            assertThat(post(client)).isInstanceOf(PeerAnswer.Answered.class);
            assertThat(client.get("/internal/things/1")).isInstanceOf(PeerAnswer.Answered.class);
        }
        assertThat(second.told).hasSize(12);
        assertThat(client.isLeftAlone()).isFalse();
    }

    @Test
    void whereAllAreGoneThePeerIsLeftAlone() {
        first.close();
        second.close();
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/internal/things/1")).isInstanceOf(PeerAnswer.Away.class);
        }
        assertThat(client.isLeftAlone()).isTrue();
    }

    @Test
    void oneThatHangsCostsNoCallItsPatienceOnceItIsLeftAlone() throws Exception {
        CallSettings timing = new CallSettings(Duration.ofMillis(600), 8, 2, Duration.ofMillis(100));
        try (CuttableLine line = new CuttableLine(first.port());
                PeerClient hanging = new PeerClient(ToldPeer.at("peer", line.port()), ToldPeer.CREDENTIAL, timing)) {
            line.hold();
            assertThat(post(hanging)).isInstanceOf(PeerAnswer.Away.class);
            assertThat(post(hanging)).isInstanceOf(PeerAnswer.Away.class);
            int before = line.callers();
            // Only who looks whether it is back comes to it, and a third time when the first two had no answer.
            await().until(() -> {
                assertThat(post(hanging)).isEqualTo(new PeerAnswer.Away("left alone after failures"));
                return line.callers() >= before + 3;
            });
            line.mend();
            await().atMost(Duration.ofSeconds(10)).until(() -> post(hanging) instanceof PeerAnswer.Answered);
        }
    }

    @Test
    @Timeout(60)
    void oneThatLivesWhileItsCallsHangCostsOneCallAtALook() throws Exception {
        Duration between = Duration.ofMillis(200);
        CallSettings timing = new CallSettings(Duration.ofMillis(400), 64, 2, between);
        CountDownLatch release = new CountDownLatch(1);
        first.handler = event -> {
            awaitUninterruptibly(release);
            return List.of();
        };
        try (PeerClient hanging = new PeerClient(first.as("peer"), ToldPeer.CREDENTIAL, timing)) {
            assertThat(post(hanging)).isInstanceOf(PeerAnswer.Away.class);
            assertThat(post(hanging)).isInstanceOf(PeerAnswer.Away.class);
            assertThat(hanging.isLeftAlone()).isTrue();
            int before = first.told.size();
            long begun = System.nanoTime();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                await().pollInterval(Duration.ofMillis(5)).until(() -> {
                    callers.execute(() -> post(hanging));
                    return first.told.size() >= before + 4;
                });
            }
            long looks = since(begun).dividedBy(between);
            assertThat(looks).isGreaterThanOrEqualTo(3);
            assertThat((long) first.told.size() - before).isLessThanOrEqualTo(looks + 1);

            release.countDown();
            await().until(() -> post(hanging) instanceof PeerAnswer.Answered);
            assertThat(hanging.isLeftAlone()).isFalse();
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatNobodyCameToHasNotFailed() {
        CallSettings noPlace = new CallSettings(Duration.ofMillis(20), 0, 2, Duration.ofHours(1));
        try (PeerClient crowded = new PeerClient(first.as("peer"), ToldPeer.CREDENTIAL, noPlace)) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(crowded)).isEqualTo(new PeerAnswer.Away("too many calls at once"));
            }
            assertThat(crowded.isLeftAlone()).isFalse();
        }
    }

    @Test
    @Timeout(60)
    void anAnswerThatStopsInTheMiddleEndsInTimeAndLeavesItsPlace() throws IOException {
        CallSettings timing = new CallSettings(Duration.ofSeconds(1), 1, 5, Duration.ofHours(1));
        try (BrokenAnswer broken = new BrokenAnswer(1_000, 500);
                PeerClient bounded = new PeerClient(ToldPeer.at("peer", broken.port()), ToldPeer.CREDENTIAL, timing)) {
            for (int i = 1; i <= 2; i++) {
                long begun = System.nanoTime();
                assertThat(bounded.get("/internal/things/1")).isEqualTo(new PeerAnswer.Away("HttpTimeoutException"));
                assertThat(since(begun)).isLessThan(timing.timeout().multipliedBy(3));
                int calls = i;
                await().until(() -> broken.ends() == calls);
            }
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsNone() throws IOException {
        int tooMuch = 5 * 1024 * 1024;
        try (BrokenAnswer broken = new BrokenAnswer(tooMuch, tooMuch);
                PeerClient bounded = client(broken.port())) {
            assertThat(bounded.get("/internal/things/1"))
                    .isEqualTo(new PeerAnswer.Away("IOException, body exceeds capacity: 4194304"));
            await().until(() -> broken.ends() == 1);
        }
    }

    /// The connection was kept, and how long it was idle is not taken from what the next answer may need: that one
    /// comes when more than the time of a call has passed since the first.
    @Test
    void everyCallHasItsWholeTime() {
        Duration timeout = Duration.ofSeconds(2);
        CallSettings timing = new CallSettings(timeout, 8, 5, Duration.ofSeconds(1));
        try (PeerClient patient = new PeerClient(first.as("peer"), ToldPeer.CREDENTIAL, timing)) {
            long begun = System.nanoTime();
            assertThat(post(patient)).isInstanceOf(PeerAnswer.Answered.class);
            await().until(() -> since(begun).compareTo(timeout.dividedBy(2)) > 0);
            first.handler = event -> {
                await().until(() -> since(begun).compareTo(timeout) > 0);
                return List.of();
            };

            assertThat(post(patient)).isInstanceOf(PeerAnswer.Answered.class);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void aPostWhoseAnswerWasLostIsNotSentAgainAndAGetIs() throws IOException {
        try (ServerSocket dying = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                PeerClient torn = client(dying.getLocalPort(), second.port())) {
            Thread.ofVirtual().start(() -> readAndHangUp(dying));

            assertThat(post(torn)).isInstanceOf(PeerAnswer.Away.class);
            assertThat(second.told).isEmpty();
            // Its turn, and after that the dying one's again.
            assertThat(torn.get("/internal/things/1")).isInstanceOf(PeerAnswer.Answered.class);
            assertThat(torn.get("/internal/things/2")).isInstanceOf(PeerAnswer.Answered.class);
        }
    }

    private static void readAndHangUp(ServerSocket listener) {
        try {
            while (true) {
                try (Socket socket = listener.accept()) {
                    assertThat(socket.getInputStream().read()).isNotNegative();
                }
            }
        } catch (IOException e) {
            // The test is over.
            assertThat(listener.isClosed()).isTrue();
        }
    }
}
