package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Journal;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.SmallDisk;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Trees;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No byte fits on the disk of PostgreSQL any more, in a stack of its own on a small file system. Recovery: from the
/// moment when there is room again until a message is taken.
final class FullDisk {
    private static final int MEGABYTES = 320;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private FullDisk() {}

    static Outcome run(Lab lab) throws IOException {
        Path directory = Files.createTempDirectory("support-full-disk-");
        StackHome home = new StackHome(directory);
        Optional<SmallDisk> disk = SmallDisk.mount(home.postgres(), MEGABYTES);
        if (disk.isEmpty()) {
            String why = "not possible here: this user may not mount a small file system";
            return Outcome.of(lab.experiment(), why, Finding.NOTHING, List.of(), List.of());
        }
        try (SmallDisk small = disk.get();
                OwnStack stack = OwnStack.start(home, Map.of("SUPPORT_RATE_LIMIT", "0"))) {
            return run(new Lab(stack, lab.experiment(), lab.isShort(), lab.rounds(), lab.random()), small);
        } finally {
            Trees.delete(directory);
        }
    }

    private static Outcome run(Lab lab, SmallDisk disk) throws IOException {
        Duration full = lab.time(Duration.ofSeconds(20), Duration.ofSeconds(3));
        try (Traffic traffic = lab.people()) {
            lab.letGo(Duration.ofMillis(500), Duration.ofSeconds(1));
            Journal journal = traffic.journal();
            disk.fill();
            Waiting.until(full, () -> journal.refusals() > 0);
            Waiting.pause(full);
            long room = System.nanoTime();
            disk.free();
            Duration recovery = journal.awaitRecovery(LIMIT, room, List.of(Services.MESSAGING));
            Waiting.pause(Duration.ofSeconds(1));
            return lab.judged("no byte free for " + full.toSeconds() + " s", traffic, List.of(recovery))
                    .within(LIMIT)
                    .expect(journal.refusals() > 0, "Nothing was refused: the disk was not full");
        }
    }
}
