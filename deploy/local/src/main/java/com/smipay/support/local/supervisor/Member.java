package com.smipay.support.local.supervisor;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A process of the stack, and how to treat it. Used by one thread at a time.
interface Member {
    String name();

    /// Where callers outside reach it; null for nobody.
    @Nullable String publicUrl();

    /// Where its peers, or people who look after it, reach it.
    @Nullable String internalUrl();

    Path log();

    /// Launches it; it need not be ready yet.
    ///
    /// @throws IOException when it can't be launched, or ended at once; with words for a person
    ProcessHandle start() throws IOException;

    boolean isReady() throws IOException;

    /// Ends it in order, within a bounded time.
    void stop(ProcessHandle process) throws IOException;
}
