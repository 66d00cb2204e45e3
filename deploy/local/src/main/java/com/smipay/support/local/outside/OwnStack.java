package com.smipay.support.local.outside;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.JavaProgram;
import com.smipay.support.servers.process.LogFile;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stack with a home, a port and data of its own, started by this JVM. It ends with it, however that ends.
public final class OwnStack extends StackView implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final String READY = "ready http";
    private static final int WORDS = 40;

    private final Process up;

    private OwnStack(StackHome home, int port, Process up) {
        super(home, URI.create("http://127.0.0.1:" + port));
        this.up = up;
    }

    /// Runs the program behind `deploy/up`, as it was built. Returns when it is ready. What it prints goes into
    /// `up.log` in its home.
    ///
    /// @param settings as the environment of `deploy/up`
    /// @throws IOException with its own words, where it does not start
    public static OwnStack start(StackHome home, Map<String, String> settings) throws IOException {
        List<String> command = program(
                "up", "--end-with", Long.toString(ProcessHandle.current().pid()));
        return start(command, Duration.ofMinutes(2), home, settings);
    }

    /// The same by `deploy/up` itself, which builds what is missing and runs from a copy.
    public static OwnStack startByScript(StackHome home, Map<String, String> settings) throws IOException {
        return start(List.of(inCheckout("deploy/up")), Duration.ofMinutes(10), home, settings);
    }

    /// Runs another of the stack's commands, as its script would.
    ///
    /// @throws IllegalStateException with its own words, where it failed
    public void command(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program(arguments)).redirectErrorStream(true);
        builder.environment().put("SUPPORT_HOME", home().directory().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + " failed: " + said);
        }
    }

    private static List<String> program(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-D" + JavaProgram.BRIEF + "=" + Boolean.getBoolean(JavaProgram.BRIEF),
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                inCheckout("deploy/local/target/local-stack.jar")));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String inCheckout(String path) {
        return Checkout.find().root().resolve(path).toString();
    }

    private static OwnStack start(List<String> command, Duration limit, StackHome home, Map<String, String> settings)
            throws IOException {
        int port = FreePorts.any();
        LogFile output = new LogFile(home.log("up"));
        long said = output.size();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.redirect());
        builder.environment().putAll(settings);
        builder.environment().put("SUPPORT_HOME", home.directory().toString());
        builder.environment().put("SUPPORT_PORT", Integer.toString(port));
        OwnStack stack = new OwnStack(home, port, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        Waiting.until(limit, () -> !stack.up.isAlive() || output.since(said).contains(READY));
        if (!output.since(said).contains(READY)) {
            stack.close();
            throw new IOException("The stack does not start:\n" + output.tail(WORDS));
        }
        return stack;
    }

    /// Every process that runs, by name.
    public Map<String, List<ProcessHandle>> processes() {
        Map<String, List<ProcessHandle>> processes = new LinkedHashMap<>();
        for (Part part : parts()) {
            ProcessMark mark = part.process();
            if (mark != null) {
                mark.find().ifPresent(process -> processes.put(part.name(), List.of(process)));
            }
        }
        return processes;
    }

    /// Stops all of it in order.
    @Override
    public void close() {
        try {
            Waiting.stop(up.toHandle(), STOP_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
