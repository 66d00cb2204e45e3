package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Signal;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The processes of a stack whose supervisor was killed. Each was written down with its start time, so nobody else's
/// process is ever mistaken for one of them.
public final class OrphanProcesses {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private OrphanProcesses() {}

    /// Ends them in order: what others depend on last.
    ///
    /// @return the names of those that were still there
    public static List<String> end(StackState state) throws IOException {
        List<Part> alive =
                state.parts().stream().filter(part -> process(part).isPresent()).toList();
        for (Part part : alive) {
            if (!isFoundation(part)) {
                process(part).ifPresent(ProcessHandle::destroy);
            }
        }
        for (Part part : alive.reversed()) {
            Optional<ProcessHandle> process = process(part);
            if (process.isPresent()) {
                end(part, process.get());
            }
        }
        return alive.stream().map(Part::name).toList();
    }

    private static void end(Part part, ProcessHandle process) throws IOException {
        if (part.name().equals("postgres")) {
            // To PostgreSQL the usual signal means: once every client has gone.
            Signal.INT.send(process);
            if (Waiting.untilGone(process, GRACE)) {
                return;
            }
        }
        Waiting.stop(process, GRACE);
    }

    private static boolean isFoundation(Part part) {
        return List.of("postgres", "pgbouncer", "kafka").contains(part.name());
    }

    private static Optional<ProcessHandle> process(Part part) {
        return Optional.ofNullable(part.process()).flatMap(ProcessMark::find);
    }
}
