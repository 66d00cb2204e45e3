package com.smipay.support.local.home;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.servers.process.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a stack writes down about itself: for `deploy/status`, for the commands that talk to it, and for the next
/// `deploy/up`, should this one be killed.
///
/// @param ports what was chosen, by the name of the listener; chosen again at the next start where still free
/// @param kafkaNames what its topics and groups are called; null where an earlier version wrote it down, which knew no
///     prefix
public record StackState(
        ProcessMark supervisor,
        Map<String, Integer> ports,
        @Nullable KafkaNames kafkaNames,
        List<Part> parts) {

    public enum Phase {
        /// Started, and not ready yet.
        STARTING,
        /// Was ready at least once since it was started.
        RUNNING,
        /// Ended, and to be started again.
        DOWN,
        /// Somebody else's.
        EXTERNAL
    }

    /// One process of the stack.
    ///
    /// @param process null while it does not run, and where it is somebody else's
    public record Part(
            String name,
            Phase phase,
            @Nullable ProcessMark process,
            @Nullable String publicUrl,
            @Nullable String internalUrl) {}

    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /// Empty where no stack was ever started, or what it wrote can't be read.
    public static Optional<StackState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.ofNullable(Json.mapper().readValue(file.toFile(), StackState.class));
    }

    /// Whole or not at all.
    public void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.write(unfinished, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
