package com.smipay.support.local.command;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.supervisor.Progress;
import com.smipay.support.local.supervisor.StackSettings;
import com.smipay.support.local.supervisor.Supervisor;
import com.smipay.support.local.token.LocalToken;
import com.smipay.support.local.training.TrainingLoad;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.StartCache;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/// Runs a stack that is used for a moment and ends, each program of it writing its start-up cache beside its jar. A
/// step of the build.
@Command(name = "train", hidden = true, description = "Makes the start-up caches.")
public final class TrainCommand implements Callable<Integer> {
    private static final int LIVES = 400;
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final String EMAIL = "training@example.com";

    @Override
    public Integer call() throws Exception {
        System.setProperty(StartCache.TRAINING, "true");
        StackHome home = StackHome.from(System.getenv());
        int port = FreePorts.any();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Supervisor supervisor = new Supervisor(
                StackSettings.from(Map.of(
                        "SUPPORT_HOME",
                        home.directory().toString(),
                        "SUPPORT_PORT",
                        Integer.toString(port),
                        "SUPPORT_RATE_LIMIT",
                        "0",
                        "SUPPORT_SIGN_IN",
                        "0")),
                new Progress(System.out),
                () -> ready.complete(null));
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread.ofVirtual().name("training").start(() -> {
            try {
                end.complete(supervisor.run(true));
            } catch (IOException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        try {
            CompletableFuture.anyOf(ready, end).join();
            if (end.isDone()) {
                throw new IOException("The stack did not start");
            }
            load(home, port);
        } finally {
            supervisor.signalled();
            end.join();
        }
        return 0;
    }

    private static void load(StackHome home, int port) throws Exception {
        String secret = home.secret(Secret.JWT_HS256).read();
        new TrainingLoad(
                        URI.create("http://127.0.0.1:" + port),
                        EMAIL,
                        token(secret, "0192aaaa-0000-7000-8000-00000000aaaa", EMAIL, "user"),
                        token(secret, "0192aaaa-0000-7000-8000-00000000bbbb", "desk@smipay.example", "admin"))
                .run(LIVES);
    }

    private static String token(String secret, String id, String email, String role) {
        return LocalToken.of(id, email, "Training Run", role, TOKEN_LIFE).sign(secret);
    }
}
