package com.smipay.support.realtime.presence;

import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.store.Rooms;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Tells the messaging service which agents have a socket at this instance: every two seconds, and at once when
/// the first socket of one comes or the last one goes. Who is not told of for seven seconds counts as offline
/// there, so an instance that dies takes its agents with it. One that stops says that nobody is left.
///
/// What is told is looked up in the rooms at that moment, so a beat that was lost is made good by the next one.
public final class Presence implements AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(2);
    /// Between two beats, so that a herd of agents that comes back is told together.
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    /// Who is told.
    @FunctionalInterface
    interface Messaging {
        /// @return whether it has taken it
        boolean tell(PresenceBeat beat);
    }

    private final BlockingQueue<Boolean> moves = new ArrayBlockingQueue<>(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong lost = new AtomicLong();
    private final Messaging messaging;
    private final Rooms rooms;
    private final UUID instanceId;
    private final BackgroundTask teller = new BackgroundTask("presence", LONGEST_ROUND, this::run);
    /// Touched by the teller only.
    private final Set<String> introduced = new HashSet<>();

    private Set<String> told = Set.of();
    private boolean hasMore;
    private volatile int leftOut;

    /// @param instanceId of this process, never used again
    public Presence(PresenceClient client, Rooms rooms, UUID instanceId) {
        this(client::tell, rooms, instanceId);
    }

    /// Package-private for a test.
    Presence(Messaging messaging, Rooms rooms, UUID instanceId) {
        this.messaging = messaging;
        this.rooms = rooms;
        this.instanceId = instanceId;
        rooms.watchAdmins(() -> moves.offer(true));
    }

    public void start() {
        teller.start();
    }

    /// The thread that tells it. Were it to end, all agents of this instance would be offline for good.
    public BackgroundTask task() {
        return teller;
    }

    /// Agents that the last beat had no room for.
    public int leftOut() {
        return leftOut;
    }

    /// Beats that the messaging service has not taken.
    public long lost() {
        return lost.get();
    }

    private void run(BackgroundTask task) throws InterruptedException {
        while (closing.getCount() > 0) {
            task.beat();
            long begun = System.nanoTime();
            beat();
            awaitNext(begun);
        }
    }

    private void beat() {
        List<Caller> connected = connected();
        PresenceBeat beat = PresenceBeat.of(instanceId, connected, introduced);
        leftOut = beat.leftOut();
        told = idsOf(connected);
        // Whoever comes again later is introduced again.
        introduced.retainAll(told);
        if (messaging.tell(beat)) {
            beat.people().forEach(person -> introduced.add(person.id()));
            hasMore = !introduced.containsAll(beat.agents());
        } else {
            lost.incrementAndGet();
            hasMore = false;
        }
    }

    private List<Caller> connected() {
        return rooms.audience(new Audience.Admins()).stream()
                .map(recipient -> recipient.connection().caller())
                .toList();
    }

    private static Set<String> idsOf(List<Caller> callers) {
        Set<String> ids = new TreeSet<>();
        callers.forEach(caller -> ids.add(caller.userId()));
        return ids;
    }

    /// Another socket of somebody who is here already is no news.
    private void awaitNext(long begun) throws InterruptedException {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) || hasMore) {
            return;
        }
        for (long left = leftOf(begun); left > 0; left = leftOf(begun)) {
            Boolean moved = moves.poll(left, TimeUnit.NANOSECONDS);
            if (moved != null && (closing.getCount() == 0 || !idsOf(connected()).equals(told))) {
                return;
            }
        }
    }

    private static long leftOf(long begun) {
        return PACE.toNanos() - (System.nanoTime() - begun);
    }

    /// Returns when the messaging service knows that nobody is left here, or could not be told.
    @Override
    public void close() {
        closing.countDown();
        moves.offer(true);
        try {
            teller.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        messaging.tell(PresenceBeat.last(instanceId));
    }
}
