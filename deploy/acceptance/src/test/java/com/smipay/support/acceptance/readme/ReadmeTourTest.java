package com.smipay.support.acceptance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.stack.LocalStack;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Runs the shell blocks of the README's tour in one shell, against the stack of this run, and compares what they print
/// with the answers that the README prints.
class ReadmeTourTest {
    @Test
    void everyBlockOfTheTourPrintsWhatTheReadmeSays() throws IOException, InterruptedException {
        Tour tour = Tour.read();

        assertThat(tour.commands()).contains("deploy/token", "deploy/identity", "request-support");
        assertThat(tour.run(LocalStack.running().gateway().getPort())).isEqualTo(tour.answers());
    }
}
