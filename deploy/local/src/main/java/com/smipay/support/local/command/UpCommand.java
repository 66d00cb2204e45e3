package com.smipay.support.local.command;

import com.smipay.support.local.supervisor.Progress;
import com.smipay.support.local.supervisor.StackSettings;
import com.smipay.support.local.supervisor.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs a stack in the foreground.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the whole support desk on this machine; Ctrl-C stops it.",
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  SUPPORT_PORT                port of the gateway (8080)",
            "  SUPPORT_HOME                data, secrets and logs (.local in the checkout)",
            "  SUPPORT_TICKET_INSTANCES, SUPPORT_MESSAGING_INSTANCES, SUPPORT_RATING_INSTANCES,",
            "  SUPPORT_REALTIME_INSTANCES  how many of each service (1)",
            "  SUPPORT_RATE_LIMIT=0        turns the rate limits off",
            "  SUPPORT_SIGN_IN=0           no page of this machine signs for John or Ada",
            "  SUPPORT_OIDC_ISSUER, SUPPORT_OIDC_CLIENT_ID, SUPPORT_OIDC_SCOPE",
            "                              who signs people in on the pages, beside JWT_JWKS_URL",
            "  SUPPORT_POSTGRES_URL        an existing PostgreSQL: postgresql://user:password@host:port",
            "  SUPPORT_PGBOUNCER           /usr/sbin/pgbouncer: a pooler in transaction mode before PostgreSQL",
            "  SUPPORT_KAFKA               existing Kafka brokers: host:port,host:port",
            "  KAFKA_TOPIC_PREFIX, KAFKA_GROUP_PREFIX",
            "                              what topics and groups begin with, where others use them too",
            "  SUPPORT_SERVICES_FROM       another checkout with built services, which run in place of this one's",
            "  Any setting of a service, such as CORS_ORIGINS, is passed on to it."
        })
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--fresh", description = "Deletes what an earlier stack left in this home, and starts empty.")
    private boolean fresh;

    @Option(names = "--end-with", hidden = true, description = "Stops when that process ends.")
    private @Nullable Long endWith;

    @Option(names = "--ready-file", hidden = true, description = "Is made when the stack is ready.")
    private @Nullable Path readyFile;

    @Override
    public Integer call() throws Exception {
        Progress progress = new Progress(System.out);
        Supervisor supervisor = new Supervisor(StackSettings.from(System.getenv()), progress, () -> sayReady(progress));
        CompletableFuture<Void> orphaned = Optional.ofNullable(endWith)
                .flatMap(ProcessHandle::of)
                .map(process -> process.onExit().thenRun(supervisor::signalled))
                .orElseGet(CompletableFuture::new);
        try {
            return supervisor.run(fresh);
        } finally {
            orphaned.cancel(false);
        }
    }

    /// Who waits for a file that can't be made waits on, and the stack serves all the same.
    private void sayReady(Progress progress) {
        if (readyFile != null) {
            try {
                Files.createFile(readyFile);
            } catch (IOException e) {
                progress.say("can't write " + readyFile + ": " + e.getMessage());
            }
        }
    }
}
