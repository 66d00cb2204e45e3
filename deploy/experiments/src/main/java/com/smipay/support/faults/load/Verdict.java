package com.smipay.support.faults.load;

import com.smipay.support.faults.recorder.Conversation;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.recorder.Taken;
import com.smipay.support.faults.stack.Evidence;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What became of everything that somebody was told is taken.
///
/// @param broken promises, in words, beyond what the finding counts
public record Verdict(Finding finding, List<String> broken) {
    /// What is behind comes through within this time, or never.
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static final Duration STEP = Duration.ofMillis(500);

    /// Looks until all is as it has to be, or the time is over. The traffic has stopped.
    public static Verdict of(OwnStack stack, Traffic traffic) throws IOException {
        traffic.awaitSettled();
        Verdict[] last = {new Verdict(Finding.NOTHING, List.of("Nothing could be read"))};
        Waiting.until(LIMIT, STEP, () -> {
            last[0] = look(stack, traffic);
            return last[0].isClean();
        });
        return last[0];
    }

    public boolean isClean() {
        return finding.isClean() && broken.isEmpty();
    }

    private static Verdict look(OwnStack stack, Traffic traffic) throws IOException {
        Evidence evidence = new Evidence(stack);
        Journal journal = traffic.journal();
        Map<String, List<Taken>> taken = journal.taken().stream().collect(Collectors.groupingBy(Taken::ticket));
        Finding finding = Finding.NOTHING;
        for (Chat chat : traffic.chats()) {
            finding = finding.plus(new Conversation(
                            chat.ticket(),
                            taken.getOrDefault(chat.ticket(), List.of()),
                            evidence.stored(chat.ticket()),
                            evidence.published(chat.ticket()),
                            chat.phones().stream().map(Phone::shown).toList())
                    .judge());
        }
        Map<String, Integer> stars = journal.rated();
        Set<String> ratings = stars.entrySet().stream()
                .map(rating -> rating.getKey() + " " + rating.getValue())
                .collect(Collectors.toSet());
        Map<String, String> opened = journal.opened();
        finding = finding.plus(new Facts("ticket", opened.keySet(), evidence.placesOfTickets()).judge())
                .plus(new Facts("rating", ratings, evidence.placesOfRatings(stars)).judge())
                .plus(doubled(opened, evidence));
        List<String> broken = new java.util.ArrayList<>(journal.surprises());
        broken.addAll(evidence.disagreements());
        return new Verdict(finding, List.copyOf(broken));
    }

    /// A ticket is counted once already: only a second one under its subject counts here.
    static Finding doubled(Map<String, String> opened, Evidence evidence) {
        Finding subjects = new Facts(
                        "subject", new HashSet<>(opened.values()), Map.of("the ticket database", evidence.subjects()))
                .judge();
        return new Finding(0, 0, subjects.missing(), subjects.duplicates(), 0, subjects.words());
    }
}
