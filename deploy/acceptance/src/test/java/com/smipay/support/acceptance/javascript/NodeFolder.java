package com.smipay.support.acceptance.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.tools.Command;
import com.smipay.support.acceptance.tools.Command.Outcome;
import com.smipay.support.acceptance.tools.Skipped;
import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A folder of JavaScript, with what it needs of npm.
public final class NodeFolder {
    /// Beside the tests: the official client, browsers, signers.
    public static final NodeFolder ACCEPTANCE = new NodeFolder("deploy/acceptance/js");

    /// The library for apps.
    public static final NodeFolder CLIENT = new NodeFolder("common-contracts/client");

    /// The pages that the gateway serves.
    public static final NodeFolder PAGES = new NodeFolder("deploy/web");

    /// One more of them, the AsyncAPI document, which is built into those.
    public static final NodeFolder EVENTS_PAGE = new NodeFolder("deploy/web/events");

    private static final Duration LIMIT = Duration.ofMinutes(6);

    /// A build has no terminal, and asks nobody.
    private static final Map<String, String> BUILD = Map.of("CI", "true", "npm_config_fetch_retries", "2");

    /// How npm says that there is no network.
    private static final Pattern NO_NETWORK =
            Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT");

    private static final Set<NodeFolder> BUILT = new HashSet<>();

    private final Path folder;

    private NodeFolder(String folder) {
        this.folder = Checkout.find().root().resolve(folder);
    }

    /// From the lock file, so always the same; does nothing while what is there came from this very lock file. Without
    /// a network the test is skipped, with a line that says so.
    public void install() {
        synchronized (NodeFolder.class) {
            installAlone();
        }
    }

    /// Once for all the tests of a run: they read what is built while others come.
    public void build() {
        synchronized (NodeFolder.class) {
            if (this == PAGES) {
                CLIENT.build();
            }
            if (this == EVENTS_PAGE) {
                PAGES.build();
            }
            if (!BUILT.contains(this)) {
                installAlone();
                run(List.of("npm", "run", "--silent", "build"), BUILD);
                BUILT.add(this);
            }
        }
    }

    /// npm works in one folder at a time: one of them may be linked into another.
    private void installAlone() {
        Path lock = folder.resolve("package-lock.json");
        Path installed = folder.resolve(Path.of("node_modules", ".installed-from"));
        try {
            if (!Files.exists(installed) || Files.mismatch(lock, installed) != -1) {
                Outcome outcome = outcome(
                        List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"), BUILD);
                if (!outcome.succeeded() && NO_NETWORK.matcher(outcome.output()).find()) {
                    throw Skipped.because(
                            "what " + folder.getFileName() + " needs of npm is not here, and no network brings it");
                }
                good("npm", outcome);
                Files.copy(lock, installed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it to its end, which has to be a good one.
    ///
    /// @return what it printed
    public String run(List<String> command, Map<String, String> environment) {
        return good(command.getFirst(), outcome(command, environment));
    }

    private static String good(String program, Outcome outcome) {
        assertThat(outcome.exitCode())
                .as(() -> program + ":\n" + outcome.output())
                .isZero();
        return outcome.output();
    }

    private Outcome outcome(List<String> command, Map<String, String> environment) {
        try {
            return new Command(folder, command, environment, LIMIT).run();
        } catch (UncheckedIOException e) {
            throw new AssertionError("Node 20 or newer is missing; the tests need it for JavaScript", e);
        }
    }
}
