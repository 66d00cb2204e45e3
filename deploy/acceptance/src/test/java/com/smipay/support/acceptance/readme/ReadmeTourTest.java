package com.smipay.support.acceptance.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Runs the shell blocks of the README's tour in one shell, against the stack of this run, and compares what they print
/// with the answers that the README prints.
class ReadmeTourTest {
    private static final Path ROOT = Checkout.find().root();
    private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyBlockOfTheTourPrintsWhatTheReadmeSays() throws IOException, InterruptedException {
        assumeTrue(isInstalled("jq") && isInstalled("curl"), "The tour needs curl and jq");
        List<MatchResult> blocks = BLOCK.matcher(tour()).results().toList();
        String commands = bodies(blocks, "sh");
        assertThat(commands).contains("deploy/token", "deploy/identity", "request-support");
        assertThat(run(commands)).isEqualTo(bodies(blocks, "json"));
    }

    private static String tour() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("\n## A tour\n");
        return readme.substring(start, readme.indexOf("\n## ", start + 1));
    }

    private static String bodies(List<MatchResult> blocks, String language) {
        return blocks.stream()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .collect(Collectors.joining());
    }

    private static boolean isInstalled(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private static String run(String commands) throws IOException, InterruptedException {
        LocalStack stack = LocalStack.running();
        Path log = Files.createDirectories(Path.of("target")).resolve("tour.log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", commands)
                .directory(ROOT.toFile())
                .redirectError(log.toFile());
        shell.environment().put("SUPPORT_HOME", stack.home().toString());
        shell.environment().put("SUPPORT_PORT", Integer.toString(stack.gateway().getPort()));
        Process process = shell.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }
}
