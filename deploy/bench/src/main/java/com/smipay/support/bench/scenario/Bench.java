package com.smipay.support.bench.scenario;

import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What every scenario stands on: one stack for the whole run, made when the first of them asks for it, and the peers.
/// For one thread.
public final class Bench implements AutoCloseable {
    private final Options options;
    private final Path directory;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private @Nullable OwnStack stack;
    private @Nullable NodePeer monolith;

    /// @param pairs of runs, one of each side
    /// @param run how long one run takes
    /// @param warmUp of each side before the first
    /// @param clients that have a request under way at any time
    /// @param keep whether filled databases stay for the next run
    /// @param tickets on the large side of scenario 5
    public record Options(int pairs, Duration run, WarmUp warmUp, int clients, boolean keep, int tickets) {}

    public Bench(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    public Options options() {
        return options;
    }

    public Path directory() {
        return directory;
    }

    public void say(String words) {
        System.out.println(words);
    }

    /// Lets a side become as fast as it gets, and says how it went.
    ///
    /// @param who is warmed up
    public void warmUp(String who, Pairs.Side side) throws Exception {
        List<Double> rates = options.warmUp().run(side);
        say("warming up " + who + ": "
                + rates.stream()
                        .map(rate -> String.format(Locale.ROOT, "%.5g", rate))
                        .collect(Collectors.joining(", ")));
    }

    public OwnStack stack() throws IOException {
        if (stack == null) {
            say("starting a stack in " + directory.resolve("stack"));
            Trees.delete(directory.resolve("stack"));
            stack = start(directory.resolve("stack"));
            running.push(stack);
        }
        return stack;
    }

    /// One more stack, with whatever its directory holds; the directory is the caller's to delete.
    public OwnStack another(Path home) throws IOException {
        say("starting a stack in " + home);
        OwnStack another = start(home);
        running.push(another);
        return another;
    }

    /// By `deploy/up`, without request limits. Returns when it is ready.
    static OwnStack start(Path home) throws IOException {
        // A room of a thousand is one person's.
        return OwnStack.startByScript(
                new StackHome(home), Map.of("SUPPORT_RATE_LIMIT", "0", "SOCKETS_PER_PERSON", "10000"));
    }

    /// The processes of one part of the stack, by its name.
    Map<String, List<ProcessHandle>> processes(String part) throws IOException {
        return Map.of(part, stack().processes().getOrDefault(part, List.of()));
    }

    /// Of so many users, who come from that number on.
    List<String> tokens(int from, int count) throws IOException {
        List<String> tokens = new ArrayList<>();
        for (int user = from; user < from + count; user++) {
            tokens.add(Person.user(user).token(stack()));
        }
        return tokens;
    }

    /// The Node monolith, with a database of its own in the same server as ours.
    public NodePeer monolith() throws IOException, InterruptedException {
        if (monolith == null) {
            String url = stack().database("monolith").create().nodeUrl();
            monolith = peer("monolith/main.js", Map.of("DATABASE_URL", url));
        }
        return monolith;
    }

    /// Every process of ours, by name.
    Map<String, List<ProcessHandle>> ours() throws IOException {
        return stack().processes();
    }

    /// Those of the monolith: itself, and the database server, which both sides share and use in turns.
    Map<String, List<ProcessHandle>> peers() throws IOException, InterruptedException {
        Map<String, List<ProcessHandle>> processes = new LinkedHashMap<>();
        processes.put("monolith", List.of(monolith().process()));
        processes.putAll(processes("postgres"));
        return processes;
    }

    /// A peer that runs until the end of this bench, and takes the stack's tokens.
    public NodePeer peer(String program, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JWT_SECRET", stack().secret(Secret.JWT_HS256));
        NodePeer peer = NodePeer.start(
                Checkout.find().root().resolve(Path.of("deploy", "bench", "peers")),
                program,
                environment,
                directory.resolve(program.replace('/', '-') + ".log"));
        running.push(peer);
        return peer;
    }

    /// Ends a part early; it is not ended again.
    public void end(AutoCloseable part) throws Exception {
        running.remove(part);
        part.close();
    }

    /// Ends stack and peers, for a scenario that wants the machine for itself; the next one begins with fresh ones.
    public void clear() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
        stack = null;
        monolith = null;
    }

    @Override
    public void close() throws Exception {
        clear();
        Trees.delete(directory.resolve("stack"));
    }
}
