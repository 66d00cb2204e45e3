package com.smipay.support.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.servers.process.ProcessMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStateTest {
    private static final KafkaNames NAMES = new KafkaNames("desk.", "desk-");

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenDownIsRead() throws Exception {
        Path file = directory.resolve("stack.json");
        StackState state = new StackState(new ProcessMark(1, 2), Map.of("gateway", 3), NAMES, List.of());
        state.write(file);

        assertThat(StackState.read(file)).contains(state);
    }

    @Test
    void whatAnEarlierVersionHasWrittenSaysNothingOfNames() throws Exception {
        Path file = Files.writeString(directory.resolve("stack.json"), """
                {"supervisor":{"pid":1,"start":2},"ports":{},"parts":[]}""");

        assertThat(StackState.read(file).orElseThrow().kafkaNames()).isNull();
    }
}
