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

/// The tour of the README: its shell blocks, and the answers that it prints for them.
public record Tour(String commands, String answers) {
    private static final Path ROOT = Checkout.find().root();
    private static final Pattern BLOCK = Pattern.compile("```(sh|json)\n(.*?)```", Pattern.DOTALL);

    /// Skips the test where a program is missing that the tour needs.
    public static Tour read() throws IOException, InterruptedException {
        assumeTrue(isInstalled("jq") && isInstalled("curl"), "The tour needs curl and jq");
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("\n## A tour\n");
        List<MatchResult> blocks = BLOCK.matcher(readme.substring(start, readme.indexOf("\n## ", start + 1)))
                .results()
                .toList();
        return new Tour(bodies(blocks, "sh"), bodies(blocks, "json"));
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

    /// In one shell, against the stack of this run.
    ///
    /// @param port of what leads to the stack
    /// @return what it printed
    public String run(int port) throws IOException, InterruptedException {
        Path log = Files.createDirectories(Path.of("target")).resolve("tour-" + port + ".log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", commands)
                .directory(ROOT.toFile())
                .redirectError(log.toFile());
        shell.environment()
                .put("SUPPORT_HOME", LocalStack.running().home().directory().toString());
        shell.environment().put("SUPPORT_PORT", Integer.toString(port));
        Process process = shell.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }
}
