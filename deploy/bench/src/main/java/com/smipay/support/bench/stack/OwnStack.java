package com.smipay.support.bench.stack;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.token.LocalToken;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stack of `deploy/up` with a home, a port and data of its own, without request limits.
public final class OwnStack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final long TOKEN_SECONDS = 86_400;

    private final Process script;
    private final StackHome home;
    private final int port;

    private OwnStack(Process script, StackHome home, int port) {
        this.script = script;
        this.home = home;
        this.port = port;
    }

    /// Returns when it is ready.
    public static OwnStack start(Path directory, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        int port = FreePorts.any();
        Path said = directory.resolve("up.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Checkout.find().root().resolve(Path.of("deploy", "up")).toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SUPPORT_HOME", directory.toString());
        builder.environment().put("SUPPORT_PORT", Integer.toString(port));
        builder.environment().put("SUPPORT_RATE_LIMIT", "0");
        // A room of a thousand is one person's.
        builder.environment().put("SOCKETS_PER_PERSON", "10000");
        builder.environment().putAll(settings);
        OwnStack stack = new OwnStack(builder.start(), new StackHome(directory), port);
        stack.endWithThisProgram();
        boolean ready = Waiting.until(
                START_LIMIT,
                () -> !stack.script.isAlive()
                        || Files.readString(said).lines().anyMatch(line -> line.startsWith("ready ")));
        if (!ready || !stack.script.isAlive()) {
            stack.close();
            throw new IOException("The stack does not start:\n" + Files.readString(said));
        }
        return stack;
    }

    /// Whoever ends the bench ends its stacks too, one that is just being started included.
    private void endWithThisProgram() throws IOException {
        Thread ending = Thread.ofPlatform().name("end-stack").unstarted(() -> {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            Runtime.getRuntime().addShutdownHook(ending);
        } catch (IllegalStateException e) {
            close();
            throw new IOException("The bench is ending", e);
        }
    }

    public Path directory() {
        return home.directory();
    }

    /// The public port, behind which everything is.
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// A service's own public listener, as an ingress reaches it.
    public URI service(String name) throws IOException {
        return address(part(name).publicUrl(), name);
    }

    public URI internal(String name) throws IOException {
        return address(part(name).internalUrl(), name);
    }

    private static URI address(@Nullable String url, String name) throws IOException {
        if (url == null) {
            throw new IOException("No address of " + name);
        }
        return URI.create(url);
    }

    public String secret(Secret secret) throws IOException {
        return home.secret(secret).read();
    }

    /// A token that the stack takes, and the peers too.
    public String token(Person person) throws IOException {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", person.id());
        claims.put("email", person.email());
        claims.put("name", person.name());
        claims.put("role", person.role());
        claims.put("iat", now);
        claims.put("exp", now + TOKEN_SECONDS);
        return new LocalToken(claims).sign(secret(Secret.JWT_HS256));
    }

    /// @param role `user` or `admin`
    public record Person(String id, String email, String name, String role) {
        /// Number so and so.
        public static Person user(int number) {
            return new Person(
                    "0192aaaa-0000-7000-8000-%012d".formatted(number),
                    "user" + number + "@example.com",
                    "User Number" + number,
                    "user");
        }

        public static Person admin(int number) {
            return new Person(
                    "0192bbbb-0000-7000-8000-%012d".formatted(number),
                    "admin" + number + "@smipay.example",
                    "Admin Number" + number,
                    "admin");
        }
    }

    /// The embedded server's port of this stack.
    public int databasePort() throws IOException {
        return part("postgres").internalUrl() == null ? 0 : state().ports().getOrDefault("postgres", 0);
    }

    public String kafka() throws IOException {
        return "127.0.0.1:" + state().ports().getOrDefault("kafka", 0);
    }

    /// Every process that runs, by name.
    public Map<String, List<ProcessHandle>> processes() throws IOException {
        Map<String, List<ProcessHandle>> processes = new LinkedHashMap<>();
        for (Part part : state().parts()) {
            ProcessMark mark = part.process();
            if (mark != null) {
                mark.find().ifPresent(process -> processes.put(part.name(), List.of(process)));
            }
        }
        return processes;
    }

    private Part part(String name) throws IOException {
        return state().part(name).orElseThrow(() -> new IOException("No part " + name));
    }

    private StackState state() throws IOException {
        return StackState.read(home.state()).orElseThrow(() -> new IOException("The stack wrote nothing down"));
    }

    @Override
    public void close() throws IOException {
        Waiting.stop(script.toHandle(), STOP_LIMIT);
    }
}
