package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the peers that keep a copy what was decided, after the commit and before the answer (`architecture.md`,
/// rule 2). Never throws and never takes much longer than its timeout: a peer that can't be told gets the event
/// through Kafka, and the caller's success is one all the same. Safe for all threads.
public final class PeerNotifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNotifier.class);

    private final List<NotificationBatcher> lines;
    private final long patienceNanos;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tell-", 0).factory());

    /// @param peers all of those that keep a copy
    /// @param credential the whole value of the `Authorization` header
    public PeerNotifier(List<Peer> peers, String credential, CallSettings settings) {
        this.lines = peers.stream()
                .map(peer -> new NotificationBatcher(new PeerClient(peer, credential, settings), threads))
                .toList();
        this.patienceNanos = settings.wholeCall().toNanos();
    }

    /// Hands the event to all peers that are told of its type at once, and waits for them.
    ///
    /// @return what the event made them decide, for the caller to apply to its own copies; in the order of the
    ///     peers
    public List<EventEnvelope> tell(EventEnvelope event) {
        List<Future<List<EventEnvelope>>> answers = lines.stream()
                .filter(line -> line.isToldOf(event))
                .map(line -> line.tell(event))
                .toList();
        long deadline = System.nanoTime() + patienceNanos;
        List<EventEnvelope> decided = new ArrayList<>();
        answers.forEach(answer -> decided.addAll(await(answer, deadline)));
        return List.copyOf(decided);
    }

    /// PeerNotifications that failed since the start, by peer.
    public Map<String, Long> failures() {
        Map<String, Long> sums = new TreeMap<>();
        lines.forEach(line -> sums.put(line.name(), line.failures()));
        return sums;
    }

    private static List<EventEnvelope> await(Future<List<EventEnvelope>> answer, long deadline) {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // A call that is under way ends by its own timeouts; what still waits for one is not told any more.
            answer.cancel(false);
        } catch (ExecutionException e) {
            LOG.error("A notification ended in a way that it must not", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        lines.forEach(NotificationBatcher::close);
    }
}
