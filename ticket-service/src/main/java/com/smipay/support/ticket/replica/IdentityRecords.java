package com.smipay.support.ticket.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.text.AccountFacts;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.store.Folding;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.Sessions;
import com.smipay.support.ticket.store.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The records of the identity topics (`decisions.md` 30, 43): bare JSON, the key is the id in any
/// case, a tombstone deletes. Names are cleaned ([ShownText]).
public final class IdentityRecords {
    private static final long BETWEEN_FOLDINGS = Duration.ofMillis(50).toNanos();

    /// Where a partition ends now.
    @FunctionalInterface
    public interface Ends {
        /// @return the offset of the next record; greater than every offset while nobody can tell
        long of(String topic, int partition);
    }

    private final Database database;
    private final Ends ends;
    private volatile long folded = System.nanoTime() - BETWEEN_FOLDINGS;
    private final Departures departures;
    private final AdminRoles adminRoles;

    /// @param adminRoles as tokens are judged by
    public IdentityRecords(Database database, Ends ends, Departures departures, AdminRoles adminRoles) {
        this.database = database;
        this.ends = ends;
        this.departures = departures;
        this.adminRoles = adminRoles;
    }

    /// @throws UnprocessableRecordException for what is no person
    public void person(InboundRecord inbound) {
        String id = key(inbound);
        byte[] value = inbound.value();
        Person told = value == null ? null : person(id, value);
        Source source = source(inbound);
        BooleanSupplier apply =
                () -> told == null ? People.forget(database, id, source) : People.take(database, told, source);
        while (!apply.getAsBoolean() && isOfAnotherTopic(inbound, People.source(database, id))) {
            People.disownSource(database, id);
        }
        foldSometimes();
        // Also where the record was applied before: whoever applied it may not have come to an end.
        departures.follow(id);
    }

    /// @throws UnprocessableRecordException for what is no session
    public void session(InboundRecord inbound) {
        String id = key(inbound);
        byte[] value = inbound.value();
        RegistrationSession told = value == null ? null : session(id, value);
        Source source = source(inbound);
        BooleanSupplier apply =
                () -> told == null ? Sessions.forget(database, id, source) : Sessions.take(database, told, source);
        while (!apply.getAsBoolean() && isOfAnotherTopic(inbound, Sessions.source(database, id))) {
            Sessions.disownSource(database, id);
        }
    }

    /// So that a person is found at once by what is new; while records come in a flood, what the housekeeping
    /// leaves over.
    private void foldSometimes() {
        long now = System.nanoTime();
        if (now - folded >= BETWEEN_FOLDINGS) {
            folded = now;
            Folding.people(database);
        }
    }

    /// A topic that ends before the record that was applied last is not the topic of that record: it was made anew,
    /// and its offsets begin again.
    private boolean isOfAnotherTopic(InboundRecord inbound, Optional<Source.Applied> applied) {
        return applied.filter(last -> last.source().offset() >= ends.of(inbound.topic(), inbound.partition()))
                .isPresent();
    }

    private Person person(String id, byte[] value) {
        Person told = read(value, Person.class);
        require(told.id(), "id");
        requireSame(id, told.id());
        return normalized(id, told);
    }

    private static RegistrationSession session(String id, byte[] value) {
        RegistrationSession told = read(value, RegistrationSession.class);
        require(told.sessionId(), "session_id");
        require(told.email(), "email");
        require(told.expiresAt(), "expires_at");
        requireSame(id, told.sessionId());
        return new RegistrationSession(
                id,
                told.email(),
                told.phoneNumber(),
                ShownText.name(told.firstName()),
                ShownText.name(told.lastName()),
                told.expiresAt(),
                told.status());
    }

    private Person normalized(String id, Person told) {
        return new Person(
                id,
                told.email() == null ? null : EmailAddress.normal(told.email()),
                ShownText.name(told.firstName()),
                ShownText.name(told.lastName()),
                shown(told.phoneNumber()),
                shown(told.smipayTag()),
                AccountFacts.profileImage(told.profileImage()),
                adminRoles.include(told.role()) ? People.ADMIN : shown(told.role()),
                shown(told.accountStatus()),
                AccountFacts.wallet(told.wallet()),
                AccountFacts.tier(told.tier()),
                AccountFacts.kycVerification(told.kycVerification()));
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : ShownText.shown(text, ShownText.MAX_NAME);
    }

    private static String key(InboundRecord inbound) {
        String key = inbound.key();
        if (key == null || key.isEmpty()) {
            throw new UnprocessableRecordException("the record has no key");
        }
        return Uuids.normal(key);
    }

    private static Source source(InboundRecord inbound) {
        return new Source(inbound.partition(), inbound.offset());
    }

    private static <T> T read(byte[] value, Class<T> type) {
        try {
            T read = Json.mapper().readValue(value, type);
            if (read == null) {
                throw new UnprocessableRecordException("the record is JSON null");
            }
            return read;
        } catch (IOException e) {
            UnprocessableRecordException refusal = new UnprocessableRecordException("the record is no "
                    + type.getSimpleName() + ": " + e.getClass().getSimpleName());
            // The cause's own message may quote the data.
            throw refusal;
        }
    }

    private static void require(@Nullable Object part, String name) {
        if (part == null) {
            throw new UnprocessableRecordException("the record has no " + name);
        }
    }

    private static void requireSame(String key, String id) {
        if (!key.equals(Uuids.normal(id))) {
            throw new UnprocessableRecordException("the record's key is not its id");
        }
    }
}
