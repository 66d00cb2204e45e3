package com.smipay.support.kit.compare;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through a whole copy again and again, slowly, and compares it with its owner (ADR 0055): a chore of a page each
/// time. What differs in two looks at a page was not just on its way, so the owner is asked for it. In ordinary
/// operation that finds nothing, so pages are far between then. Each chore takes one in a walk that has mended
/// something, and after a restore of either database until a whole walk has found nothing.
public final class CopyWalk {
    private static final Logger LOG = LoggerFactory.getLogger(CopyWalk.class);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /// Small copies are not gone through all the time.
    private static final Duration BETWEEN = Duration.ofSeconds(20);

    /// A page of many costs some ten milliseconds of processor time in all.
    private static final Duration BETWEEN_PAGES = Duration.ofSeconds(10);

    /// Whoever mends much lets the other chores have their turn in between.
    private static final Duration AT_ONCE = Duration.ofMillis(400);

    private final String name;
    private final PeerClient owner;
    private final Paths paths;
    private final ComparedCopy copy;
    private final LongSupplier ownEpoch;
    private final BooleanSupplier caughtUp;

    private UUID after = StatePage.BEGINNING;
    private Set<UUID> seen = Set.of();
    private final Set<UUID> tried = new HashSet<>();
    private long differingInThisWalk;
    private boolean refused;
    private long nextPage = System.nanoTime();
    private long latestEpoch;
    private long settledEpoch;
    private boolean foundSomething;

    private volatile long lastWhole = System.nanoTime();
    private final AtomicLong walks = new AtomicLong();
    private final AtomicLong mended = new AtomicLong();
    private volatile long differing;

    /// Where the owner tells of its states.
    ///
    /// @param pages of all
    /// @param single of one, before and after its id
    public record Paths(String pages, String single, String behind) {
        String page(UUID after) {
            return pages + "?after=" + after + "&limit=" + StatePage.MOST;
        }

        String state(UUID id) {
            return single + id + behind;
        }
    }

    /// @param age since the copy was last gone through whole; since the start while it never was
    /// @param walks how often that was
    /// @param mended what was not as its owner has it, since the start, and is now
    /// @param differing what the last whole walk could not mend
    public record Standing(Duration age, long walks, long mended, long differing) {}

    /// @param name of the copy, for people
    /// @param ownEpoch of the copy's own database
    /// @param caughtUp whether the copy knows by now what it missed while its service was away
    public CopyWalk(
            String name,
            PeerClient owner,
            Paths paths,
            ComparedCopy copy,
            LongSupplier ownEpoch,
            BooleanSupplier caughtUp) {
        this.name = name;
        this.owner = owner;
        this.paths = paths;
        this.copy = copy;
        this.ownEpoch = ownEpoch;
        this.caughtUp = caughtUp;
    }

    public String name() {
        return name;
    }

    public Standing standing() {
        return new Standing(Duration.ofNanos(System.nanoTime() - lastWhole), walks.get(), mended.get(), differing);
    }

    /// A step: looks at a page, and goes on behind it when nothing is left to do there. For one thread.
    public void step() {
        if (!caughtUp.getAsBoolean() || System.nanoTime() - nextPage < 0) {
            return;
        }
        Optional<StatePage> page = ask(paths.page(after))
                .filter(answer -> answer.status() == OK)
                .flatMap(answer -> StatePage.decode(answer.body()));
        if (page.isPresent() && !isOfNewEpoch(page.get())) {
            look(Comparison.of(page.get(), copy.page(after, StatePage.MOST)));
        }
    }

    /// What was gone through in another epoch is gone through once more.
    private boolean isOfNewEpoch(StatePage page) {
        long epoch = Math.max(page.epoch(), ownEpoch.getAsLong());
        boolean isNew = epoch > latestEpoch && !after.equals(StatePage.BEGINNING);
        // A replica of the version before tells none.
        latestEpoch = Math.max(latestEpoch, epoch);
        if (isNew) {
            after = StatePage.BEGINNING;
            seen = Set.of();
            tried.clear();
            differingInThisWalk = 0;
        }
        return isNew;
    }

    private boolean isInHaste() {
        return foundSomething || (latestEpoch > settledEpoch && Epoch.isRecent(latestEpoch, Instant.now()));
    }

    private void look(Comparison found) {
        Set<UUID> before = seen;
        seen = Set.copyOf(found.differing());
        long began = System.nanoTime();
        for (UUID id : found.differing()) {
            if (System.nanoTime() - began > AT_ONCE.toNanos()) {
                return;
            }
            if (before.contains(id)
                    && !tried.contains(id)
                    && !settle(id, found.gone().contains(id))) {
                return;
            }
        }
        if (tried.containsAll(seen)) {
            goOn(found.upTo());
        }
    }

    private void goOn(@Nullable UUID upTo) {
        seen = Set.of();
        tried.clear();
        long now = System.nanoTime();
        if (upTo != null) {
            after = upTo;
            nextPage = isInHaste() ? now : now + BETWEEN_PAGES.toNanos();
            return;
        }
        after = StatePage.BEGINNING;
        if (!foundSomething) {
            settledEpoch = latestEpoch;
        }
        foundSomething = false;
        differing = differingInThisWalk;
        differingInThisWalk = 0;
        lastWhole = now;
        nextPage = now + BETWEEN.toNanos();
        walks.incrementAndGet();
    }

    /// @param isGone whether the owner's page does not have it: only then a 404 says so, for a replica of the version
    ///     before answers all questions so
    /// @return false where the owner can't say now
    private boolean settle(UUID id, boolean isGone) {
        Optional<PeerAnswer.Answered> answer = ask(paths.state(id));
        if (answer.isEmpty() || (answer.get().status() == NOT_FOUND && !isGone)) {
            return false;
        }
        tried.add(id);
        foundSomething = true;
        try {
            if (!mend(id, state(answer.get()))) {
                differingInThisWalk++;
                LOG.warn("{} of {} differs from what its owner has, and can't be mended", name, id);
            }
        } catch (UnprocessableRecordException e) {
            differingInThisWalk++;
            LOG.warn("{} of {} can't be mended: {}", name, id, e.getMessage());
        }
        return true;
    }

    private static @Nullable EventEnvelope state(PeerAnswer.Answered answer) {
        List<EventEnvelope> events = answer.status() == NOT_FOUND ? List.of() : EventList.decode(answer.body());
        return events.isEmpty() ? null : events.getFirst();
    }

    /// @return whether the copy is as its owner has it now
    private boolean mend(UUID id, @Nullable EventEnvelope state) {
        StateLine owned = state == null ? null : copy.owned(state).orElse(null);
        if (Comparison.agree(owned, copy.line(id).orElse(null)) || (owned != null && !copy.hasPlaceFor(id))) {
            return true;
        }
        if (state == null) {
            copy.forget(id);
        } else {
            copy.take(state);
        }
        boolean agree = Comparison.agree(owned, copy.line(id).orElse(null));
        if (agree) {
            mended.incrementAndGet();
            LOG.info("{} of {} was not what its owner has, and is now", name, id);
        }
        return agree;
    }

    /// Empty where it can't say now.
    private Optional<PeerAnswer.Answered> ask(String path) {
        return switch (owner.get(path)) {
            case PeerAnswer.Answered answered -> {
                if (answered.status() == OK || answered.status() == NOT_FOUND) {
                    refused = false;
                    yield Optional.of(answered);
                }
                if (!refused) {
                    refused = true;
                    LOG.warn("{} can't be compared: its owner answers {}", name, answered.status());
                }
                yield Optional.empty();
            }
            case PeerAnswer.Away away -> Optional.empty();
        };
    }
}
