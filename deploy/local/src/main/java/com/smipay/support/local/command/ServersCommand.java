package com.smipay.support.local.command;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.kafka.BrokerProcess;
import com.smipay.support.servers.postgres.PostgresServer;
import com.smipay.support.servers.postgres.PostgresSettings;
import com.smipay.support.servers.postgres.PostgresSettings.Durability;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the services need before they start, for services that run elsewhere (`deploy/containers/try`). Both servers
/// end with this process, however that ends, and what the database holds is not kept safe.
@Command(name = "servers", hidden = true, description = "Runs PostgreSQL and Kafka, and nothing else.")
public final class ServersCommand implements Callable<Integer> {
    @Option(names = "--postgres-port", required = true)
    private int postgresPort;

    @Option(names = "--kafka-port", required = true)
    private int kafkaPort;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        StackHome home = StackHome.from(System.getenv());
        home.createSecrets();
        try (PostgresServer postgres = PostgresServer.start(new PostgresSettings(
                        home.postgres(),
                        postgresPort,
                        Durability.THROWAWAY,
                        home.secret(Secret.POSTGRES_PASSWORD).path(),
                        home.log("postgres")));
                BrokerProcess kafka = BrokerProcess.start(home.kafka(), kafkaPort, 0, home.log("kafka"))) {
            for (String database : Services.DATABASES) {
                postgres.createDatabase(database);
            }
            spec.commandLine().getOut().println("ready " + postgres.port() + " " + kafka.port());
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
