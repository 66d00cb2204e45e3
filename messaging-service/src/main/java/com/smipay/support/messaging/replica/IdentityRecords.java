package com.smipay.support.messaging.replica;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.consume.InboundRecord;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.BrokerUnavailableException;
import com.smipay.support.kit.text.AccountFacts;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.store.People;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of `identity.users.v1` (`decisions.md` 30, 43): bare JSON, the key is the id, a tombstone deletes.
public final class IdentityRecords {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityRecords.class);
    private static final int MAX_ROLE = 64;

    private final Database database;
    private final Broker broker;
    private final Departures departures;

    /// @param departures what follows for chats
    public IdentityRecords(Database database, Broker broker, Departures departures) {
        this.database = database;
        this.broker = broker;
        this.departures = departures;
    }

    /// @throws UnprocessableRecordException for what is no person
    public void person(InboundRecord inbound) {
        String key = inbound.key();
        if (key == null || key.isBlank() || key.indexOf('\0') >= 0) {
            throw new UnprocessableRecordException("the record has no key");
        }
        byte[] value = inbound.value();
        Person told = value == null ? null : read(key, value);
        String id = Uuids.normal(key);
        People.Source source = new People.Source(inbound.partition(), inbound.offset());
        while (!database.transaction(transaction -> People.take(transaction, id, told, source))
                && isOfAnotherTopic(inbound, id)) {
            People.disownSource(database, id);
        }
        departures.follow(id);
    }

    /// A topic that ends before the record that was applied last is not the topic of that record: it was made anew,
    /// and its offsets begin again.
    private boolean isOfAnotherTopic(InboundRecord inbound, String id) {
        return People.applied(database, id)
                .filter(last -> last.source().offset() >= end(inbound.topic(), inbound.partition()))
                .isPresent();
    }

    /// Greater than every offset while nobody can tell.
    private long end(String topic, int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        try {
            return broker.ends(List.of(asked)).getOrDefault(asked, Long.MAX_VALUE);
        } catch (BrokerUnavailableException e) {
            LOG.debug("Nobody can tell where a partition ends", e);
            return Long.MAX_VALUE;
        }
    }

    private static Person read(String key, byte[] value) {
        Person told = parse(value);
        if (!key.equals(told.id())) {
            throw new UnprocessableRecordException("the record's key is not its id");
        }
        return new Person(
                told.id(),
                email(told.email()),
                ShownText.name(told.firstName()),
                ShownText.name(told.lastName()),
                shown(told.phoneNumber()),
                shown(told.smipayTag()),
                AccountFacts.profileImage(told.profileImage()),
                told.role() == null ? null : ShownText.shown(told.role(), MAX_ROLE),
                shown(told.accountStatus()),
                AccountFacts.wallet(told.wallet()),
                AccountFacts.tier(told.tier()),
                AccountFacts.kycVerification(told.kycVerification()));
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : ShownText.shown(text, ShownText.MAX_NAME);
    }

    /// What is no address is none to show either.
    private static @Nullable String email(@Nullable String told) {
        String email = told == null ? "" : EmailAddress.normal(told);
        return EmailAddress.isAddress(email) ? email : null;
    }

    private static Person parse(byte[] value) {
        try {
            Person told = Json.mapper().readValue(value, Person.class);
            if (told == null) {
                throw new UnprocessableRecordException("the record is JSON null");
            }
            return told;
        } catch (IOException e) {
            UnprocessableRecordException refusal = new UnprocessableRecordException(
                    "the record is no Person: " + e.getClass().getSimpleName());
            // The cause's own message may quote the data.
            throw refusal;
        }
    }
}
