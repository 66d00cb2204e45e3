package com.smipay.support.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What `deploy/lib.sh` starts for the commands beside it.
final class BuildScriptTest {
    private static final String BUILD_OF_SEVERAL_PROCESSES = """
            . ../lib.sh
            trap stop_child TERM
            run_build sh -c 'sh -c "sleep 300; true" & sleep 300; true'
            exit "$status"
            """;

    @Test
    void aBuildThatIsStoppedLeavesNoProcessBehind() throws Exception {
        Process build = new ProcessBuilder("bash", "-c", BUILD_OF_SEVERAL_PROCESSES)
                .inheritIO()
                .start();
        await().until(() -> build.descendants().count() == 4);
        List<ProcessHandle> started = build.descendants().toList();
        build.destroy();
        assertThat(build.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(build.exitValue()).isEqualTo(143);
        for (ProcessHandle process : started) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }
}
