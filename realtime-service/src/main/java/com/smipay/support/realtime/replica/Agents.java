package com.smipay.support.realtime.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.IdentityRecordReader;
import com.smipay.support.kit.identity.RecordPosition;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.kit.threads.BackgroundTask;
import com.smipay.support.realtime.domain.AdminDirectory;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Rooms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps agents that are gone out of `admins` (`decisions.md` 54): looks at each one that connects, and ends the
/// sockets of those of whom the topic tells. Who can't be asked about is let in and asked about again. Safe for all
/// threads.
public final class Agents implements AdminDirectory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);

    private final IdentityRecordReader<Person> people = IdentityRecordReader.ofPeople();
    private final AgentRecords told = new AgentRecords();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final LongAdder malformed = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Function<String, Optional<Boolean>> inquiry;
    private final AdminRoles roles;
    private final Rooms rooms;
    private final Duration pace;
    private final BackgroundTask asker = new BackgroundTask("agents", LONGEST_ROUND, this::run);

    /// @param pace between two rounds of questions that were left without an answer
    public Agents(AgentInquiry inquiry, AdminRoles roles, Rooms rooms, Duration pace) {
        this(inquiry::isGone, roles, rooms, pace);
    }

    /// Package-private for a test.
    ///
    /// @param inquiry whether an agent is gone; empty while nobody can tell
    Agents(Function<String, Optional<Boolean>> inquiry, AdminRoles roles, Rooms rooms, Duration pace) {
        this.inquiry = inquiry;
        this.roles = roles;
        this.rooms = rooms;
        this.pace = pace;
    }

    public void start() {
        asker.start();
    }

    /// The thread that asks again.
    public BackgroundTask task() {
        return asker;
    }

    @Override
    public boolean isGone(Caller admin) {
        return isGone(admin.userId());
    }

    private boolean isGone(String userId) {
        Optional<Boolean> answer = told.isGone(Uuids.normal(userId)).or(() -> inquiry.apply(userId));
        if (answer.isEmpty()) {
            unanswered.add(userId);
        }
        return answer.orElse(false);
    }

    /// What the identity topic tells: somebody's record, or that the account is gone. A record without a role says
    /// nothing of it (`decisions.md` 43), and an older one than was read already changes nothing.
    ///
    /// @param value null for a tombstone
    public void heard(RecordPosition position, byte @Nullable [] key, byte @Nullable [] value) {
        IdentityRecord<Person> identity;
        try {
            identity = people.read(key == null ? null : new String(key, StandardCharsets.UTF_8), value);
        } catch (UnprocessableRecordException e) {
            malformed.increment();
            return;
        }
        Person person = identity.told();
        boolean isGone = person == null || (person.role() != null && !roles.include(person.role()));
        if (told.remember(identity.id(), position, isGone) && isGone) {
            expel(identity.id());
        }
    }

    private void expel(String userId) {
        rooms.connectionsOf(userId).stream()
                .filter(connection -> connection.caller().isAdmin())
                .forEach(connection -> connection.expel(Refusal.NO_AGENT));
    }

    /// A record that came between the question at the door and the entry.
    public void entered(Connection connection) {
        Caller caller = connection.caller();
        if (caller.isAdmin() && told.isGone(Uuids.normal(caller.userId())).orElse(false)) {
            connection.expel(Refusal.NO_AGENT);
        }
    }

    /// Records that nobody could read.
    public long malformed() {
        return malformed.sum();
    }

    private void run(BackgroundTask task) throws InterruptedException {
        while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
            task.beat();
            for (String userId : Set.copyOf(unanswered)) {
                task.beat();
                askAgain(userId);
            }
        }
    }

    /// Whatever becomes of it, the others are asked about too, and this one is not forgotten.
    private void askAgain(String userId) {
        unanswered.remove(userId);
        try {
            if (!rooms.connectionsOf(userId).isEmpty() && isGone(userId)) {
                expel(userId);
            }
        } catch (RuntimeException | Error e) {
            unanswered.add(userId);
            LOG.error("An agent could not be asked about, and is again: {}", RedactedTrace.of(e));
        }
    }

    @Override
    public void close() {
        closing.countDown();
        asker.interrupt();
    }
}
