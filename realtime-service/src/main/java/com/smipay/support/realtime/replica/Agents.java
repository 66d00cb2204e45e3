package com.smipay.support.realtime.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.identity.IdentityRecord;
import com.smipay.support.kit.identity.IdentityRecordReader;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.Uuids;
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
import org.jspecify.annotations.Nullable;

/// Keeps agents that are gone out of `admins` (`decisions.md` 54): looks at each one that connects, and ends the
/// sockets of those of whom the topic tells. Who can't be asked about is let in and asked about again. Safe for all
/// threads.
public final class Agents implements AdminDirectory, AutoCloseable {
    private final IdentityRecordReader<Person> people = IdentityRecordReader.ofPeople();
    private final AgentRecords told = new AgentRecords();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final LongAdder malformed = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AgentInquiry inquiry;
    private final AdminRoles roles;
    private final Rooms rooms;
    private final Duration pace;
    private final Thread asker;

    /// @param pace between two rounds of questions that were left without an answer
    public Agents(AgentInquiry inquiry, AdminRoles roles, Rooms rooms, Duration pace) {
        this.inquiry = inquiry;
        this.roles = roles;
        this.rooms = rooms;
        this.pace = pace;
        this.asker = Thread.ofVirtual().name("agents").unstarted(this::run);
    }

    public void start() {
        asker.start();
    }

    @Override
    public boolean isGone(Caller admin) {
        return isGone(admin.userId());
    }

    private boolean isGone(String userId) {
        Optional<Boolean> answer = told.isGone(Uuids.normal(userId)).or(() -> inquiry.isGone(userId));
        if (answer.isEmpty()) {
            unanswered.add(userId);
        }
        return answer.orElse(false);
    }

    /// What the identity topic tells: somebody's record, or that the account is gone. A record without a role says
    /// nothing of it (`decisions.md` 43).
    ///
    /// @param value null for a tombstone
    public void heard(byte @Nullable [] key, byte @Nullable [] value) {
        IdentityRecord<Person> identity;
        try {
            identity = people.read(key == null ? null : new String(key, StandardCharsets.UTF_8), value);
        } catch (UnprocessableRecordException e) {
            malformed.increment();
            return;
        }
        Person person = identity.told();
        boolean isGone = person == null || (person.role() != null && !roles.include(person.role()));
        told.remember(identity.id(), isGone);
        if (isGone) {
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

    private void run() {
        try {
            while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
                askAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAgain() {
        for (String userId : Set.copyOf(unanswered)) {
            unanswered.remove(userId);
            if (!rooms.connectionsOf(userId).isEmpty() && isGone(userId)) {
                expel(userId);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        asker.interrupt();
    }
}
