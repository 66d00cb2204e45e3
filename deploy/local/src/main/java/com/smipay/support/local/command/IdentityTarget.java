package com.smipay.support.local.command;

import com.smipay.support.local.identity.AppliedFacts;
import com.smipay.support.local.identity.IdentityRecord;
import com.smipay.support.local.topic.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whom a fact about a person or a session is told: the running stack, or another deployment.
final class IdentityTarget {
    private static final Duration APPLY_LIMIT = Duration.ofSeconds(30);

    @Mixin
    private ChosenBroker broker = new ChosenBroker();

    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description =
                    "With --kafka: internal address of a service that keeps a copy, to be waited for; once for each.")
    private List<URI> services = new ArrayList<>();

    @Option(
            names = "--service-key-file",
            paramLabel = "FILE",
            description = "With --url: the file of internal.service-key.")
    private @Nullable Path serviceKey;

    /// Publishes the fact, and returns when everybody who is to be waited for has applied it.
    void apply(IdentityRecord fact, PrintWriter out) throws IOException {
        RunningStack stack = new RunningStack();
        if (!broker.isElsewhere()) {
            if (!services.isEmpty()) {
                throw new UserError("--url goes with --kafka: the running stack's services are known");
            }
            stack.apply(fact);
            return;
        }
        String key = services.isEmpty() ? "" : key();
        Place place = fact.publish(broker.address(stack));
        for (URI service : services) {
            if (!new AppliedFacts(service, key).await(fact, place, APPLY_LIMIT)) {
                throw new UserError("Published as " + place + ", but " + service + " has not applied it after "
                        + APPLY_LIMIT.toSeconds() + " s");
            }
        }
        if (services.isEmpty()) {
            out.println("published as " + place + "; nobody was asked whether it is applied (--url)");
        }
    }

    private String key() throws IOException {
        if (serviceKey == null || !Files.isReadable(serviceKey)) {
            throw new UserError("--url needs --service-key-file, a file that can be read");
        }
        return Files.readString(serviceKey).strip();
    }
}
