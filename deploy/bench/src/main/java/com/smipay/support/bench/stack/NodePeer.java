package com.smipay.support.bench.stack;

import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.Waiting;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One of the programs under `deploy/bench/peers`, as a process of its own.
public final class NodePeer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int INSTALL_MINUTES = 5;

    private final Process process;
    private final URI address;

    private NodePeer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// @param program the file's name
    /// @param log gets what it prints
    public static NodePeer start(Path peers, String program, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        install(peers);
        int port = FreePorts.any();
        ProcessBuilder builder = new ProcessBuilder("node", program)
                .directory(peers.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("NODE_ENV", "production");
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        NodePeer peer = new NodePeer(builder.start(), URI.create("http://127.0.0.1:" + port));
        if (!Waiting.until(START_LIMIT, () -> peer.process.isAlive() && peer.answers())) {
            peer.close();
            throw new IOException("The peer " + program + " does not start:\n" + Files.readString(log));
        }
        return peer;
    }

    private static void install(Path peers) throws IOException, InterruptedException {
        if (Files.isDirectory(peers.resolve("node_modules"))) {
            return;
        }
        System.out.println("installing the peers (npm ci)");
        Process npm = new ProcessBuilder("npm", "ci", "--no-fund", "--no-audit", "--loglevel=error")
                .directory(peers.toFile())
                .inheritIO()
                .start();
        if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException("npm ci failed in " + peers);
        }
    }

    private boolean answers() {
        try (HttpLine line = new HttpLine(address)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public URI address() {
        return address;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        Waiting.stop(process.toHandle(), STOP_LIMIT);
    }
}
