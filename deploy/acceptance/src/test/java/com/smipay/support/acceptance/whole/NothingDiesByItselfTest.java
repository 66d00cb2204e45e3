package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.servers.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// After everything that ran side by side and before anything that breaks the stack, every process is the one that was
/// started. One that dies is started again, and what its callers were refused meanwhile would look like a fault of
/// theirs.
@Order(Integer.MAX_VALUE - 30)
@Isolated("it looks at what the others have done")
class NothingDiesByItselfTest {
    private static final int WORDS = 30;

    private final Path logs = LocalStack.running().logs();

    @Test
    void noProcessHasBeenStartedAgain() throws IOException {
        String died;
        try (Stream<String> said = Files.lines(logs.resolve("up.log"))) {
            died = said.filter(line -> line.contains("starting again"))
                    .map(line -> line + "\n" + lastWords(line.split(" ", 2)[0]))
                    .collect(Collectors.joining("\n\n"));
        }
        assertThat(died).isEmpty();
    }

    private String lastWords(String process) {
        return new LogFile(logs.resolve(process + ".log")).tail(WORDS);
    }
}
