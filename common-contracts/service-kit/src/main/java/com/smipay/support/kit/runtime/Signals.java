package com.smipay.support.kit.runtime;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// SIGTERM and SIGINT. A shutdown hook can't see a second signal, and a second one must end the process at once; only
/// `sun.misc.Signal` can. By reflection, because the compiler's warning about it can't be turned off in one place.
final class Signals {
    private Signals() {}

    /// @param first runs once, on a thread of its own; it ends the process itself
    /// @param second runs on every later signal
    static void onTermination(Runnable first, Runnable second) {
        AtomicBoolean seen = new AtomicBoolean();
        for (String name : List.of("TERM", "INT")) {
            handle(name, () -> {
                if (seen.compareAndSet(false, true)) {
                    // The thread that signals arrive on is a daemon; this one must keep the process until it is done.
                    Thread.ofPlatform().name("stop").daemon(false).start(first);
                } else {
                    second.run();
                }
            });
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java has no signals", e);
        }
    }
}
