package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.StackPart;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceCheckoutsTest {
    private static final String SECOND = "ticket-service-2";
    private static final Path JAR = Path.of("ticket-service", "target", "ticket-service.jar");

    @TempDir
    Path directory;

    @Test
    void oneReplicaIsStartedFromAnotherCheckoutThanItsNeighbour() throws IOException {
        StackHome home = new StackHome(directory);
        Path usual = directory.resolve("usual");
        Path other = directory.resolve("other");
        ServiceCheckouts checkouts = new ServiceCheckouts(home, usual);
        assertThat(checkouts.jar("ticket-service", SECOND)).isEqualTo(usual.resolve(JAR));

        new StackPart(home, SECOND).startFrom(other);
        assertThat(checkouts.jar("ticket-service", SECOND)).isEqualTo(other.resolve(JAR));
        assertThat(checkouts.jar("ticket-service", "ticket-service")).isEqualTo(usual.resolve(JAR));

        new StackPart(home, SECOND).startFrom(usual);
        assertThat(checkouts.jar("ticket-service", SECOND)).isEqualTo(usual.resolve(JAR));
    }
}
