package com.smipay.support.acceptance.stack;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.identity.AppliedFacts;
import com.smipay.support.local.identity.IdentityRecord;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// The other systems: they tell about people and registrations over Kafka (`decisions.md` 30). Each call returns when
/// the ticket service has heard.
public final class Registry {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Registry() {}

    public static void tell(Person person) {
        publish(IdentityRecord.of(person));
    }

    public static void tell(RegistrationSession session) {
        publish(IdentityRecord.of(session));
    }

    /// A tombstone.
    public static void forget(Person person) {
        publish(IdentityRecord.of(person).deleted());
    }

    /// A tombstone.
    public static void forget(RegistrationSession session) {
        publish(IdentityRecord.of(session).deleted());
    }

    private static void publish(IdentityRecord fact) {
        LocalStack stack = LocalStack.running();
        try {
            Place place = fact.publish(BrokerAddress.open(stack.kafka()));
            for (String reader : fact.readers()) {
                AppliedFacts applied = new AppliedFacts(stack.internalUrl(reader), stack.secret(Secret.SERVICE_KEY));
                if (!applied.await(fact, place, LIMIT)) {
                    throw new AssertionError(reader + " has not applied a fact about " + fact.kind());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
