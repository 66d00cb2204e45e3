package com.smipay.support.local.supervisor;

import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.StartCache;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service, or the gateway: a Java program that says over HTTP when it is ready.
///
/// @param environment on top of the supervisor's own, so that any setting of a service can be given to `deploy/up`
/// @param readiness answers 200 when ready
/// @param expected the status that means ready
record JavaMember(
        String name,
        List<String> command,
        Map<String, String> environment,
        @Nullable String publicUrl,
        @Nullable String internalUrl,
        URI readiness,
        int expected,
        Path log)
        implements Member {
    /// Longer than the services' own grace period for requests under way.
    private static final Duration GRACE = Duration.ofSeconds(20);

    /// The C library would keep a pool of memory for many threads each; few threads of ours ask it for any.
    @Override
    public ProcessHandle start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new LogFile(log).redirect());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.toHandle();
    }

    @Override
    public boolean isReady() {
        return Probe.status(readiness) == expected;
    }

    @Override
    public void stop(ProcessHandle process) throws IOException {
        Waiting.stop(process, StartCache.stopLimit(GRACE));
    }
}
