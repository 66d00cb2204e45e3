package com.smipay.support.local.command;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.identity.AppliedFacts;
import com.smipay.support.local.identity.IdentityRecord;
import com.smipay.support.local.topic.Place;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The stack of this home, as another command finds it.
record RunningStack(StackHome home) {
    private static final Duration APPLY_LIMIT = Duration.ofSeconds(30);

    RunningStack() {
        this(StackHome.from(System.getenv()));
    }

    /// Empty where none runs.
    Optional<StackState> state() throws IOException {
        return StackState.read(home.state())
                .filter(state -> state.supervisor().find().isPresent());
    }

    /// As the services reach Kafka.
    String kafka() throws IOException {
        return internalUrl(running(), "kafka");
    }

    private StackState running() throws IOException {
        return state().orElseThrow(() -> new UserError("No stack runs in " + home.directory()));
    }

    /// Publishes the fact, and returns when every service that keeps a copy has applied it.
    void apply(IdentityRecord fact) throws IOException {
        StackState state = running();
        Place place = fact.publish(internalUrl(state, "kafka"));
        for (String reader : fact.readers()) {
            AppliedFacts applied = new AppliedFacts(
                    URI.create(internalUrl(state, reader)),
                    home.secret(Secret.SERVICE_KEY).read());
            if (!applied.await(fact, place, APPLY_LIMIT)) {
                throw new UserError("Published, but " + reader + " has not applied it after " + APPLY_LIMIT.toSeconds()
                        + " s; see " + home.log(reader));
            }
        }
    }

    private static String internalUrl(StackState state, String name) {
        return state.part(name).map(Part::internalUrl).orElseThrow(() -> new UserError("This stack has no " + name));
    }
}
