package com.smipay.support.local.supervisor;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.servers.process.ProcessMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The stack's state as it changes, written down at every change. Safe for all threads.
final class Roster {
    private final Path file;
    private final Map<String, Integer> ports;
    private final KafkaNames names;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /// @param parts in the order in which they are shown
    Roster(Path file, Map<String, Integer> ports, KafkaNames names, List<Part> parts) {
        this.file = file;
        this.ports = Map.copyOf(ports);
        this.names = names;
        parts.forEach(part -> this.parts.put(part.name(), part));
    }

    synchronized void set(Member member, Phase phase, @Nullable ProcessHandle process) throws IOException {
        parts.put(member.name(), part(member, phase, process));
        write();
    }

    synchronized void write() throws IOException {
        new StackState(ProcessMark.of(ProcessHandle.current()), ports, names, List.copyOf(parts.values())).write(file);
    }

    static Part part(Member member, Phase phase, @Nullable ProcessHandle process) {
        return new Part(
                member.name(),
                phase,
                process == null ? null : ProcessMark.of(process),
                member.publicUrl(),
                member.internalUrl());
    }
}
