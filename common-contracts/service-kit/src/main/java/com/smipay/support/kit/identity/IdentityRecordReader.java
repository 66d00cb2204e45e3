package com.smipay.support.kit.identity;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.text.AccountFacts;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.kit.text.Uuids;
import java.io.IOException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads the records of an identity topic (`decisions.md` 30): bare JSON, the key is the id in any case, a tombstone
/// deletes. What is told comes out in the shapes that are kept and shown (`decisions.md` 48, 49); what has another
/// shape is not told.
public final class IdentityRecordReader<T> {
    private final Class<T> type;
    private final BiFunction<String, T, T> judge;

    private IdentityRecordReader(Class<T> type, BiFunction<String, T, T> judge) {
        this.type = type;
        this.judge = judge;
    }

    /// Of `identity.users.v1`.
    public static IdentityRecordReader<Person> ofPeople() {
        return new IdentityRecordReader<>(Person.class, IdentityRecordReader::person);
    }

    /// Of `identity.registration-sessions.v1`.
    public static IdentityRecordReader<RegistrationSession> ofSessions() {
        return new IdentityRecordReader<>(RegistrationSession.class, IdentityRecordReader::session);
    }

    /// @param value null for a tombstone
    /// @throws UnprocessableRecordException for what is no such record
    public IdentityRecord<T> read(@Nullable String key, byte @Nullable [] value) {
        if (key == null || key.isBlank() || key.indexOf('\0') >= 0) {
            throw new UnprocessableRecordException("the record has no key");
        }
        String id = Uuids.normal(key);
        return new IdentityRecord<>(id, value == null ? null : judge.apply(id, parse(value)));
    }

    private static Person person(String id, Person told) {
        require(told.id(), "id");
        requireSame(id, told.id());
        return new Person(
                id,
                told.email() == null ? null : EmailAddress.parse(told.email()).orElse(null),
                ShownText.name(told.firstName()),
                ShownText.name(told.lastName()),
                shown(told.phoneNumber()),
                shown(told.smipayTag()),
                AccountFacts.profileImage(told.profileImage()),
                shown(told.role()),
                shown(told.accountStatus()),
                AccountFacts.wallet(told.wallet()),
                AccountFacts.tier(told.tier()),
                AccountFacts.kycVerification(told.kycVerification()));
    }

    private static RegistrationSession session(String id, RegistrationSession told) {
        require(told.sessionId(), "session_id");
        require(told.email(), "email");
        require(told.expiresAt(), "expires_at");
        requireSame(id, told.sessionId());
        return new RegistrationSession(
                id,
                EmailAddress.normal(told.email()),
                told.phoneNumber(),
                ShownText.name(told.firstName()),
                ShownText.name(told.lastName()),
                told.expiresAt(),
                told.status());
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : ShownText.shown(text, ShownText.MAX_NAME);
    }

    private T parse(byte[] value) {
        try {
            T told = Json.mapper().readValue(value, type);
            if (told == null) {
                throw new UnprocessableRecordException("the record is JSON null");
            }
            return told;
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
