package com.smipay.support.acceptance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.Command;
import com.smipay.support.acceptance.tools.Command.Outcome;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.servers.files.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The commands beside `deploy/up` that the tour leaves out, on the stack of this run.
class StackCommandsTest {
    private static final Path ROOT = Checkout.find().root();

    @Test
    void statusHasALineForEachProcess() {
        Outcome status = run("status");

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(status.output().lines().map(line -> line.split("\t", -1)[0]))
                .containsAll(
                        LocalStack.running().parts().stream().map(Part::name).toList());
        assertThat(status.output().lines())
                .allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(5));
    }

    @Test
    void aPersonIsToldAndWaitedFor() {
        Outcome told = run(
                "identity",
                "user",
                "--id",
                UUID.randomUUID().toString(),
                "--email",
                Canary.email(),
                "--first-name",
                "Told" + Canary.WORD);

        assertThat(told.exitCode()).as(told.output()).isZero();
    }

    private static Outcome run(String command, String... arguments) {
        List<String> words = Stream.concat(
                        Stream.of(ROOT.resolve(Path.of("deploy", command)).toString()), Stream.of(arguments))
                .toList();
        return new Command(
                        ROOT,
                        words,
                        Map.of(
                                "SUPPORT_HOME",
                                LocalStack.running().home().directory().toString()),
                        Duration.ofSeconds(80))
                .run();
    }
}
