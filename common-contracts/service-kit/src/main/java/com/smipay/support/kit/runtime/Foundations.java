package com.smipay.support.kit.runtime;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.kafka.Broker;
import com.smipay.support.kit.kafka.KafkaSettings;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.ServiceCredential;
import com.smipay.support.kit.security.TokenSettings;
import com.smipay.support.kit.security.TokenVerifier;
import java.time.Clock;

/// What all the rest of a service with a database stands on. What is made of it is closed before it.
///
/// @param credential of services that call one another
/// @param tokens says whose a token is
/// @param adminRoles which roles of a token are an agent's
/// @param databaseSettings how long one waits for a connection, among others
/// @param turns of tickets and chats: one that somebody holds delays no other
public record Foundations(
        ServiceCredential credential,
        TokenVerifier tokens,
        AdminRoles adminRoles,
        DatabaseSettings databaseSettings,
        Database database,
        RowTurns turns,
        Broker broker) {
    /// Nothing of it is started, and neither the database nor Kafka need be there.
    ///
    /// @param service its name at the broker, for example `ticket-service`
    public static Foundations of(ServiceApplication application, Settings settings, String service) {
        TokenSettings tokens = TokenSettings.from(settings);
        DatabaseSettings databaseSettings = DatabaseSettings.from(settings);
        return new Foundations(
                ServiceCredential.from(settings),
                application.keep("tokens", TokenVerifier.create(tokens, Clock.systemUTC())),
                tokens.adminRoles(),
                databaseSettings,
                application.keep("database", new Database(databaseSettings)),
                new RowTurns(databaseSettings),
                application.keep("broker", new Broker(KafkaSettings.from(settings), service)));
    }
}
