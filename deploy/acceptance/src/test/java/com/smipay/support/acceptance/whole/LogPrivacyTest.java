package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// After everything that this run has sent, in order and out of order, no process has written any of it into a log: no
/// message, email, phone number, name, token, device id or secret (`decisions.md` 10, 12).
@Order(Integer.MAX_VALUE)
@Isolated("what all have sent is looked for")
class LogPrivacyTest {
    @Test
    void nothingPersonalStandsInAnyLog() throws IOException {
        LocalStack stack = LocalStack.running();
        List<String> forbidden = new ArrayList<>(Canary.marks());
        for (Secret secret : Secret.values()) {
            forbidden.add(stack.secret(secret));
        }
        List<Path> logs;
        try (Stream<Path> files = Files.list(stack.logs())) {
            logs = files.toList();
        }
        assertThat(logs).as("the logs of every process").hasSizeGreaterThan(6);
        for (Path log : logs) {
            String text = Canary.withoutChance(
                    Files.readString(log, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
            for (String mark : forbidden) {
                int at = text.indexOf(mark.toLowerCase(Locale.ROOT));
                assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100)))
                        .as(log.getFileName().toString())
                        .isEmpty();
            }
        }
    }
}
