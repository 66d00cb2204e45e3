package com.smipay.support.realtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `connect()` after a refusal, with the Java client of today and with 2.0.1, which many apps have. The old one
/// keeps the transport of the refusal and asks again on it; it never hears of a close frame, but of a goodbye
/// (`Socket.ondisconnect`) it does, and makes a new transport from then on.
class JavaClientVersionsTest {
    /// Where the build puts them; see the pom.
    private static final Path OLD_CLIENT = Path.of("target", "java-client-2.0.1");

    /// Never closed: its thread may look for a class of its own when the test is over.
    private static final OldClient OLD = OldClient.load();

    /// The old client and the app that uses it; whatever else they need is that of the tests.
    private static final class OldClient extends URLClassLoader {
        OldClient(URL... jars) {
            super(jars, JavaClientVersionsTest.class.getClassLoader());
        }

        static OldClient load() {
            List<URL> urls = new ArrayList<>();
            try (Stream<Path> jars = Files.list(OLD_CLIENT)) {
                for (Path jar : jars.toList()) {
                    urls.add(jar.toUri().toURL());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(urls).as("engine.io-client and socket.io-client").hasSize(2);
            urls.add(SecondTry.class.getProtectionDomain().getCodeSource().getLocation());
            return new OldClient(urls.toArray(URL[]::new));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.socket.") && !name.equals(SecondTry.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    private static long connectsWithin(Function<List<String>, Long> app, long pause) {
        try (GuardedTarget server = new GuardedTarget(Duration.ofSeconds(20))) {
            return app.apply(List.of(
                    "http://127.0.0.1:" + server.port() + "/support",
                    Target.user().sign(),
                    String.valueOf(pause)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 3_000})
    void theClientOfTodayConnectsAtOnceAfterARefusal(long pause) {
        assertThat(connectsWithin(new SecondTry(), pause)).isBetween(0L, 5_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 3_000})
    @SuppressWarnings("unchecked")
    void version201ConnectsAtOnceAfterARefusal(long pause) throws Exception {
        Function<List<String>, Long> app = (Function<List<String>, Long>) OLD.loadClass(SecondTry.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(connectsWithin(app, pause)).isBetween(0L, 5_000L);
    }

    @Test
    void theOldClientIsTheOldOne() throws Exception {
        assertThat(OLD.loadClass("io.socket.client.Socket")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("2.0.1");
    }
}
