package com.smipay.support.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessMarkTest {
    @Test
    void aProcessIsRecognizedByItsStartNotByItsNumberAlone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessMark mark = ProcessMark.of(process.toHandle());
        assertThat(mark.find()).contains(process.toHandle());
        assertThat(new ProcessMark(mark.pid(), mark.start() - 100_000).find()).isEmpty();

        process.destroyForcibly().waitFor();
        assertThat(mark.find()).isEmpty();
    }
}
