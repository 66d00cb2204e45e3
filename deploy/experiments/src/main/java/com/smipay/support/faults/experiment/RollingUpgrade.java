package com.smipay.support.faults.experiment;

import static com.smipay.support.local.home.Services.REALTIME;

import com.smipay.support.faults.load.Lists;
import com.smipay.support.faults.load.Lists.Entry;
import com.smipay.support.faults.load.LiveChats;
import com.smipay.support.faults.load.Person;
import com.smipay.support.faults.load.Reader;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The stack starts at the version before. Then each replica of every service is replaced by one of this version, one
/// after the other and in any order, while people talk; then all of them go back, and forward again (`releases.md`).
/// After each pass everything that was taken is looked for. Recovery: from the signal to a replica until its
/// successor serves; of realtime until every phone is in its room again.
final class RollingUpgrade {
    /// The checkout of the version before, with built services: `deploy/faults` makes it.
    private static final String BEFORE = "faults.version-before";

    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int MOST_WORDS = 12;
    private static final Duration COMEBACK = Duration.ofMinutes(2);
    private static final Duration SOCKETS_NOTICE = Duration.ofSeconds(5);
    /// One of the two versions starts without start-up caches, again and again: people leave it processor time.
    private static final Duration BETWEEN = Duration.ofMillis(400);

    private static final Duration BETWEEN_CHATS = Duration.ofSeconds(2);

    private final Lab lab;
    private final OwnStack stack;
    private final Lists lists;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private Finding finding = Finding.NOTHING;
    private long refused;
    private long refusedChats;
    private long lost;
    private int reads;

    private RollingUpgrade(Lab lab) {
        this.lab = lab;
        this.stack = lab.stack();
        this.lists = new Lists(new Rest(stack.gateway()), Person.admin(stack.secret(Secret.JWT_HS256)));
    }

    static boolean isPossible() {
        return before().isPresent();
    }

    private static Optional<Path> before() {
        return Optional.ofNullable(System.getProperty(BEFORE)).map(Path::of);
    }

    static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Catalogue.TWO_OF_EACH);
        before().ifPresent(checkout -> settings.put("SUPPORT_SERVICES_FROM", checkout.toString()));
        return settings;
    }

    static Outcome run(Lab lab) throws IOException {
        Path before = before().orElseThrow(() -> new IOException("no version before was built: run deploy/faults"));
        return new RollingUpgrade(lab).run(before, Checkout.find().root(), lab.rounds(2, 1));
    }

    /// @param rounds forward and back; then once more forward
    private Outcome run(Path before, Path after, int rounds) throws IOException {
        if (!replicas().stream().allMatch(replica -> replica.runsFrom(before))) {
            throw new IOException("The stack did not start at the version before");
        }
        for (int round = 0; round < rounds; round++) {
            pass("forward", after);
            pass("back", before);
        }
        pass("forward again", after);
        return Outcome.of(
                        lab.experiment(),
                        (2 * rounds + 1) + " x all of " + replicas().size() + " replicas, forward, back, forward",
                        finding,
                        recoveries,
                        broken)
                .with(Outcome.REFUSED, refused)
                .with(Outcome.LOST, lost)
                .nobodyNoticed()
                // Agents who want the same thing at once may be told to try again, without any update too.
                .with("refused to rivals in chats and tried again", refusedChats)
                .with("calls that only read", reads)
                .with("entries of lists, each searched for", entries.size());
    }

    private List<StackPart> replicas() {
        return Services.ALL.stream()
                .flatMap(service -> stack.replicas(service).stream())
                .toList();
    }

    private void pass(String direction, Path version) throws IOException {
        List<StackPart> replicas = new ArrayList<>(replicas());
        Collections.shuffle(replicas, lab.random());
        try (Traffic traffic = Traffic.start(stack, lab.isShort() ? 1 : 3, BETWEEN, lab.random());
                LiveChats chats = LiveChats.start(stack, lab.isShort() ? 1 : 2, BETWEEN_CHATS);
                Reader reader = Reader.start(stack, BETWEEN)) {
            for (StackPart replica : replicas) {
                lab.letGo(Duration.ofMillis(500), Duration.ofMillis(1_500));
                recoveries.add(replaced(replica, version, traffic));
            }
            lab.letGo(Duration.ofMillis(500), Duration.ofMillis(1_500));
            traffic.stop();
            chats.stop();
            reader.close();
            expect(reader.failures().isEmpty(), direction, "Reading meanwhile: " + reader.failures());
            expect(chats.ended() > 0, direction, "No chat came to its end");
            reads += reader.calls();
            refused += traffic.journal().refusals();
            refusedChats += chats.journal().refusals();
            lost += traffic.journal().lostAnswers() + chats.journal().lostAnswers();
            judge(direction, traffic.verdict());
            judge(direction, chats.verdict());
            entries.addAll(traffic.entries());
            entries.addAll(chats.entries());
        }
        look(direction, replicas);
    }

    private static Duration replaced(StackPart replica, Path version, Traffic traffic) throws IOException {
        replica.startFrom(version);
        long told = System.nanoTime();
        replica.stop();
        boolean holdsSockets = replica.name().startsWith(REALTIME);
        Duration settled = holdsSockets ? traffic.awaitReturn(told, SOCKETS_NOTICE) : Duration.ZERO;
        // Whether anything is degraded is no question here: topics that the version before has made may well stand
        // otherwise than this one plans, and health says so until somebody mends them.
        if (!Waiting.until(COMEBACK, replica::isServing)) {
            throw new IOException(replica.name() + " does not come back from " + version);
        }
        Duration recovery = holdsSockets ? settled : Lab.since(told);
        if (!replica.runsFrom(version)) {
            throw new IOException(replica.name() + " was not started from " + version);
        }
        return recovery;
    }

    private void judge(String direction, Verdict verdict) {
        finding = finding.plus(verdict.finding());
        verdict.broken().forEach(words -> expect(false, direction, words));
    }

    /// What the passes before have left is looked for again.
    private void look(String direction, List<StackPart> replicas) throws IOException {
        lists.lacking(entries).stream().limit(MOST_WORDS).forEach(words -> expect(false, direction, words));
        try (DeadLetterTopics deadLetters = new DeadLetterTopics(stack.kafka())) {
            int count = deadLetters.all().size();
            expect(count == 0, direction, count + " dead letters");
        }
        for (StackPart replica : replicas) {
            expect(Waiting.until(LIMIT, STEP, replica::isServing), direction, replica.name() + " is not ready");
        }
    }

    private void expect(boolean held, String direction, String words) {
        if (!held) {
            broken.add("On the way " + direction + ": " + words);
        }
    }
}
