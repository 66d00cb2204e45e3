package com.smipay.support.faults.load;

import com.smipay.support.faults.recorder.Conversation;
import com.smipay.support.faults.recorder.Conversation.Shown;
import com.smipay.support.faults.recorder.Conversation.Taken;
import com.smipay.support.faults.recorder.Facts;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.stack.Copies;
import com.smipay.support.faults.stack.Evidence;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What became of everything that somebody was told is taken.
///
/// @param broken promises, in words, beyond what the finding counts
public record Verdict(Finding finding, List<String> broken) {
    /// What is behind comes through within this time, or never.
    private static final Duration LIMIT = Duration.ofSeconds(45);

    private static final Duration STEP = Duration.ofMillis(500);

    /// Looks until all is as it has to be, or the time is over. Nobody writes any more.
    ///
    /// @param shown the screens of each ticket or chat, by its id
    /// @param more what else has to stand in its places; promises that are broken go into the list, in words
    static Verdict settled(
            OwnStack stack,
            Journal journal,
            Supplier<Map<String, List<Shown>>> shown,
            BiFunction<Evidence, List<String>, Facts> more)
            throws IOException {
        Verdict[] last = {new Verdict(Finding.NOTHING, List.of("Nothing could be read"))};
        Waiting.until(LIMIT, STEP, () -> {
            last[0] = look(stack, journal, shown.get(), more);
            return last[0].isClean();
        });
        return last[0];
    }

    public boolean isClean() {
        return finding.isClean() && broken.isEmpty();
    }

    private static Verdict look(
            OwnStack stack,
            Journal journal,
            Map<String, List<Shown>> shown,
            BiFunction<Evidence, List<String>, Facts> more)
            throws IOException {
        Evidence evidence = new Evidence(stack);
        Map<String, List<Taken>> taken = journal.taken().stream().collect(Collectors.groupingBy(Taken::ticket));
        Map<String, String> opened = journal.opened();
        List<String> broken = new ArrayList<>(journal.surprises());
        Finding finding = new Facts("ticket", opened.keySet(), evidence.placesOfTickets())
                .judge()
                .plus(more.apply(evidence, broken).judge())
                .plus(doubled(opened, evidence));
        for (Map.Entry<String, List<Shown>> each : shown.entrySet()) {
            String id = each.getKey();
            finding = finding.plus(new Conversation(
                            id,
                            taken.getOrDefault(id, List.of()),
                            evidence.stored(id),
                            evidence.published(id),
                            each.getValue())
                    .judge());
        }
        broken.addAll(new Copies(stack).differences());
        return new Verdict(finding, List.copyOf(broken));
    }

    /// A ticket is counted once already: only a second one under its subject counts here.
    private static Finding doubled(Map<String, String> opened, Evidence evidence) {
        Finding subjects = new Facts(
                        "subject", new HashSet<>(opened.values()), Map.of("the ticket database", evidence.subjects()))
                .judge();
        return new Finding(0, 0, subjects.missing(), subjects.duplicates(), 0, subjects.words());
    }
}
