package com.smipay.support.ticket.projection;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.Sessions;
import com.smipay.support.ticket.store.Source;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The records of the identity topics (`decisions.md` 30, 43): bare JSON, the key is the id, a tombstone deletes.
public final class IdentityRecords {
    private final Database database;

    public IdentityRecords(Database database) {
        this.database = database;
    }

    /// @throws UnprocessableRecordException for what is no person
    public void person(InboundRecord inbound) {
        String id = key(inbound);
        byte[] value = inbound.value();
        if (value == null) {
            People.forget(database, id, source(inbound));
            return;
        }
        Person told = read(value, Person.class);
        require(told.id(), "id");
        requireSame(id, told.id());
        People.take(database, normalized(told), source(inbound));
    }

    /// @throws UnprocessableRecordException for what is no session
    public void session(InboundRecord inbound) {
        String id = key(inbound);
        byte[] value = inbound.value();
        if (value == null) {
            Sessions.forget(database, id, source(inbound));
            return;
        }
        RegistrationSession told = read(value, RegistrationSession.class);
        require(told.sessionId(), "session_id");
        require(told.email(), "email");
        require(told.expiresAt(), "expires_at");
        requireSame(id, told.sessionId());
        Sessions.take(database, told, source(inbound));
    }

    private static Person normalized(Person told) {
        return new Person(
                told.id(),
                told.email() == null ? null : Texts.email(told.email()),
                told.firstName(),
                told.lastName(),
                told.phoneNumber(),
                told.smipayTag(),
                told.profileImage(),
                told.role(),
                told.accountStatus(),
                told.wallet(),
                told.tier(),
                told.kycVerification());
    }

    private static String key(InboundRecord inbound) {
        String key = inbound.key();
        if (key == null || key.isEmpty()) {
            throw new UnprocessableRecordException("the record has no key");
        }
        return key;
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
        if (!Objects.equals(key, id)) {
            throw new UnprocessableRecordException("the record's key is not its id");
        }
    }
}
