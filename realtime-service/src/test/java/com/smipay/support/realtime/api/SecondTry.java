package com.smipay.support.realtime.api;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// An app with the official Java client whose first token is refused: it gets another one and calls `connect()`, in
/// the very moment of the refusal or some time after it. Works with every version of the client from 2.0 on.
public final class SecondTry implements Function<List<String>, Long> {
    /// @param scene address, good token, milliseconds to wait; 0 is in the handler of the refusal
    /// @return how many milliseconds `connect()` took to connect; -1 when it did not
    @Override
    public Long apply(List<String> scene) {
        long pause = Long.parseLong(scene.get(2));
        Map<String, String> auth = new HashMap<>(Map.of("token", "old"));
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.transports = new String[] {"websocket"};
        options.auth = auth;
        options.reconnectionDelay = 60_000;
        options.reconnectionDelayMax = 60_000;
        Socket socket = IO.socket(URI.create(scene.get(0)), options);
        CompletableFuture<Void> refused = new CompletableFuture<>();
        CompletableFuture<Long> began = new CompletableFuture<>();
        CompletableFuture<Long> connected = new CompletableFuture<>();
        Runnable again = () -> {
            auth.put("token", scene.get(1));
            began.complete(System.nanoTime());
            socket.connect();
        };
        socket.on(Socket.EVENT_CONNECT_ERROR, args -> {
            if (pause == 0 && !refused.isDone()) {
                again.run();
            }
            refused.complete(null);
        });
        socket.on(Socket.EVENT_CONNECT, args -> connected.complete(System.nanoTime()));
        try {
            socket.connect();
            refused.get(10, TimeUnit.SECONDS);
            if (pause > 0) {
                CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(again);
            }
            long nanos = connected.get(10, TimeUnit.SECONDS) - began.get(10, TimeUnit.SECONDS);
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        } catch (Exception e) {
            return -1L;
        } finally {
            socket.close();
        }
    }
}
