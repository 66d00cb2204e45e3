package com.smipay.support.local.supervisor;

import java.lang.reflect.Proxy;
import java.util.List;

/// SIGTERM, SIGINT and SIGHUP, each time they come. A shutdown hook would not see a second one; only `sun.misc.Signal`
/// can, and by reflection, because the compiler's warning about it can't be turned off in one place.
final class Signals {
    private Signals() {}

    static void handle(Runnable action) {
        for (String name : List.of("TERM", "INT", "HUP")) {
            handle(name, action);
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
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
