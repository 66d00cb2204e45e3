package com.smipay.support.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceApplicationTest {
    private final List<String> done = new ArrayList<>();
    private final ServiceApplication application = new ServiceApplication("test");

    private AutoCloseable part(String name) {
        return application.keep(name, () -> done.add("stop " + name));
    }

    private Listener listener(String name, int port) {
        return new Listener(
                "127.0.0.1",
                () -> {
                    done.add("listen " + name);
                    return port;
                },
                () -> done.add("stop " + name));
    }

    private void listen() {
        application.listen(listener("external", 7001), listener("internal", 7101), () -> {
            assertThat(application.isStopping()).isTrue();
            done.add("drain");
        });
    }

    @Test
    void itStartsInOneOrderInWhateverOrderItWasTold() {
        application.startAfterwards(() -> done.add("topics"));
        listen();
        application.startInBackground(() -> done.add("schema"));

        application.start();

        assertThat(done).containsExactly("schema", "listen external", "listen internal", "topics");
        assertThat(application.port()).isEqualTo(7001);
        assertThat(application.internalPort()).isEqualTo(7101);
        assertThat(application.isStopping()).isFalse();
    }

    @Test
    void itDrainsStopsListeningAndClosesWhatWasMadeLastFirst() {
        part("database");
        part("consumer");
        application.keepToTheEnd("tracing", () -> done.add("stop tracing"));
        listen();

        application.close();
        application.close();

        assertThat(done)
                .containsExactly(
                        "drain", "stop external", "stop internal", "stop consumer", "stop database", "stop tracing");
    }

    @Test
    void aPartThatFailsToStopKeepsNoOtherFromIt() {
        part("database");
        application.keep("consumer", () -> {
            throw new IllegalStateException("It will not stop");
        });

        application.close();

        assertThat(done).containsExactly("stop database");
    }

    @Test
    void whatFailsToStartTakesTheRestWithIt() {
        part("database");
        listen();
        application.startInBackground(() -> {
            throw new IllegalStateException("The port is taken");
        });

        assertThatThrownBy(application::start).hasMessage("The port is taken");

        assertThat(done).endsWith("stop database").doesNotContain("listen external");
    }
}
