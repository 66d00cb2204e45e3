package com.smipay.support.kit.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.EventSource;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.peer.CallSettings;
import com.smipay.support.kit.peer.Peer;
import com.smipay.support.kit.peer.PeerClient;
import com.smipay.support.testkit.FakePeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A copy of ratings beside their owner, over HTTP.
class CopyWalkTest {
    private static final String CREDENTIAL = "Bearer service-key-of-the-tests-0123456789abcdef";
    private static final EventSource SOURCE = new EventSource("/rating-service");

    @AutoClose
    private final FakePeer peer = new FakePeer(CREDENTIAL, HttpEvents::parse, EventList::encode);

    @AutoClose
    private final PeerClient client =
            new PeerClient(new Peer("owner", List.of(peer.url())), CREDENTIAL, CallSettings.forAsking());

    private final TreeMap<UUID, StateLine> owned = new TreeMap<>(Comparison.ORDER);
    private final Kept copy = new Kept();
    private final AtomicLong ownEpoch = new AtomicLong();
    private final AtomicLong ownersEpoch = new AtomicLong();
    private final AtomicBoolean caughtUp = new AtomicBoolean(true);
    private final CopyWalk walk = new CopyWalk(
            "copies of things",
            client,
            new CopyWalk.Paths("/internal/things/states", "/internal/things/", "/state"),
            copy,
            ownEpoch::get,
            caughtUp::get);

    CopyWalkTest() {
        peer.replies("/internal/things/", this::answer);
    }

    @Test
    void aCopyThatIsRightIsGoneThroughAndLeftAlone() {
        ownersEpoch.set(Instant.now().getEpochSecond());
        twoPages();
        walk.step();
        assertThat(walk.standing().walks()).as("half way").isZero();
        walk.step();

        assertThat(walk.standing().walks()).isEqualTo(1);
        assertThat(walk.standing().mended()).isZero();
        assertThat(walk.standing().differing()).isZero();
        assertThat(copy.taken).isEmpty();
        assertThat(peer.calls("/internal/things/"))
                .as("its states, in two pages")
                .hasSize(2);
    }

    @Test
    void pagesAreFarBetweenWhereNothingWasRestoredLately() {
        ownersEpoch.set(Instant.now().minus(Duration.ofDays(2)).getEpochSecond());
        twoPages();
        for (int i = 0; i < 5; i++) {
            walk.step();
        }

        assertThat(peer.calls("/internal/things/")).hasSize(1);
    }

    @Test
    void anEpochThatBeginsInTheMiddleBeginsTheWalkOnceMore() {
        long now = Instant.now().getEpochSecond();
        ownersEpoch.set(now - 60);
        twoPages();
        walk.step();
        ownEpoch.set(now);
        StateLine lost = own(StateLine.rating(new UUID(0, 1), 0, 5));
        for (int i = 0; i < 3; i++) {
            walk.step();
        }

        assertThat(copy.lines).containsEntry(lost.id(), lost);
    }

    private void twoPages() {
        for (int i = 0; i < StatePage.MOST + 1; i++) {
            StateLine line = StateLine.rating(UUID.randomUUID(), 0, 1 + i % 5);
            owned.put(line.id(), line);
            copy.lines.put(line.id(), line);
        }
    }

    @Test
    void whatDiffersTwiceIsAskedForAndMended() {
        StateLine missing = own(StateLine.rating(UUID.randomUUID(), 0, 4));
        StateLine other = own(StateLine.rating(UUID.randomUUID(), 0, 5));
        copy.lines.put(other.id(), StateLine.rating(other.id(), 0, 1));
        StateLine gone = StateLine.rating(UUID.randomUUID(), 0, 3);
        copy.lines.put(gone.id(), gone);

        walk.step();
        assertThat(copy.taken).as("it may be on its way").isEmpty();
        walk.step();
        walk.step();

        assertThat(copy.lines).isEqualTo(owned).containsKey(missing.id());
        assertThat(walk.standing().mended()).isEqualTo(3);
        assertThat(walk.standing().differing()).isZero();
        assertThat(walk.standing().walks()).isEqualTo(1);
    }

    @Test
    void whatWasOnItsWayIsNoCopyThatWasMended() {
        StateLine line = own(StateLine.rating(UUID.randomUUID(), 0, 4));
        walk.step();
        copy.lines.put(line.id(), line);
        walk.step();

        assertThat(walk.standing().walks()).isEqualTo(1);
        assertThat(walk.standing().mended()).isZero();
        assertThat(copy.taken).isEmpty();
    }

    /// A database was restored, and nobody began an epoch.
    @Test
    void aCopyThatIsAheadCanNotBeMendedAndIsCounted() {
        StateLine line = own(StateLine.rating(UUID.randomUUID(), 0, 4));
        copy.lines.put(line.id(), StateLine.rating(line.id(), 9, 4));
        walk.step();
        walk.step();

        assertThat(walk.standing().differing()).isEqualTo(1);
        assertThat(walk.standing().walks())
                .as("the others are gone through all the same")
                .isEqualTo(1);
    }

    /// A replica of the version before has no such path.
    @Test
    void a404AloneForgetsNothing() {
        StateLine line = own(StateLine.rating(UUID.randomUUID(), 0, 4));
        copy.lines.put(line.id(), StateLine.rating(line.id(), 0, 1));
        copy.isUnknown.add(line.id());
        walk.step();
        walk.step();
        walk.step();

        assertThat(copy.lines).containsKey(line.id());
        assertThat(walk.standing().walks()).isZero();
    }

    @Test
    void whatHasNoPlaceHereIsNoDifference() {
        StateLine line = own(StateLine.rating(UUID.randomUUID(), 0, 4));
        copy.placeless.add(line.id());
        walk.step();
        walk.step();

        assertThat(walk.standing().differing()).isZero();
        assertThat(walk.standing().walks()).isEqualTo(1);
    }

    @Test
    void nothingIsComparedBeforeTheCopyHasCaughtUpOrWhileTheOwnerIsAway() {
        caughtUp.set(false);
        walk.step();
        assertThat(peer.calls("/internal/things/")).isEmpty();

        caughtUp.set(true);
        StateLine kept = StateLine.rating(UUID.randomUUID(), 0, 4);
        copy.lines.put(kept.id(), kept);
        peer.close();
        walk.step();
        walk.step();
        assertThat(copy.lines).containsKey(kept.id());
        assertThat(walk.standing().walks()).isZero();
    }

    private StateLine own(StateLine line) {
        owned.put(line.id(), line);
        return line;
    }

    private FakePeer.Reply answer(FakePeer.Call call) {
        String path = call.path();
        if (path.contains("/states?after=")) {
            UUID after = UUID.fromString(path.substring(path.indexOf('=') + 1, path.indexOf('&')));
            List<StatePage.Looked> rows = owned.tailMap(after, false).values().stream()
                    .limit(StatePage.MOST)
                    .map(line -> new StatePage.Looked(line.id(), line))
                    .toList();
            return reply(
                    StatePage.of(rows, StatePage.MOST).in(ownersEpoch.get()).encode());
        }
        UUID id = UUID.fromString(path.substring("/internal/things/".length(), path.lastIndexOf('/')));
        StateLine line = owned.get(id);
        return line == null || copy.isUnknown.contains(id)
                ? new FakePeer.Reply(404, "{}")
                : reply(EventList.encode(List.of(event(line))));
    }

    private static FakePeer.Reply reply(byte[] json) {
        return new FakePeer.Reply(200, new String(json, StandardCharsets.UTF_8));
    }

    private static EventEnvelope event(StateLine line) {
        for (int stars = 1; stars <= 5; stars++) {
            if (StateLine.rating(line.id(), line.version(), stars).equals(line)) {
                return SOURCE.envelope(rated(line.id(), stars), Instant.EPOCH);
            }
        }
        throw new IllegalArgumentException("No rating");
    }

    private static RatingEvent.Rated rated(UUID id, int stars) {
        return new RatingEvent.Rated(
                id, "SMI-2026-000001", 1, new Owner("u-1", "a@x.ng", null), stars, null, Instant.EPOCH, null);
    }

    private static final class Kept implements ComparedCopy {
        final TreeMap<UUID, StateLine> lines = new TreeMap<>(Comparison.ORDER);
        final List<EventEnvelope> taken = new ArrayList<>();
        final Set<UUID> isUnknown = new HashSet<>();
        final Set<UUID> placeless = new HashSet<>();

        @Override
        public StatePage page(UUID after, int most) {
            return StatePage.of(
                    lines.tailMap(after, false).values().stream()
                            .limit(most)
                            .map(line -> new StatePage.Looked(line.id(), line))
                            .toList(),
                    most);
        }

        @Override
        public Optional<StateLine> line(UUID id) {
            return Optional.ofNullable(lines.get(id));
        }

        @Override
        public Optional<StateLine> owned(EventEnvelope state) {
            return Optional.of(StateLine.of(rated(state)));
        }

        @Override
        public void take(EventEnvelope state) {
            taken.add(state);
            StateLine line = StateLine.of(rated(state));
            lines.merge(line.id(), line, (kept, told) -> kept.version() > told.version() ? kept : told);
        }

        private static RatingEvent.Rated rated(EventEnvelope state) {
            if (com.smipay.support.contracts.event.EventCodec.decode(state)
                            instanceof com.smipay.support.contracts.event.Decoded.Known known
                    && known.event() instanceof RatingEvent.Rated rated) {
                return rated;
            }
            throw new IllegalArgumentException("No rating");
        }

        @Override
        public void forget(UUID id) {
            lines.remove(id);
        }

        @Override
        public boolean hasPlaceFor(UUID id) {
            return !placeless.contains(id);
        }
    }
}
