package com.smipay.support.local.command;

import com.smipay.support.local.home.Services;
import com.smipay.support.local.restore.DatabaseBackup;
import com.smipay.support.local.restore.GivenNumbers;
import com.smipay.support.local.restore.RestoredDatabase;
import com.smipay.support.local.restore.RestoredDatabase.Epoch;
import com.smipay.support.local.topic.ConsumerGroups;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What an operator does before and after restoring a service's database.
@Command(
        name = "restored",
        mixinStandardHelpOptions = true,
        description = {
            "Before a restore of a service's database (--stop): stops the service and keeps it from starting again.",
            "After it: begins an epoch, so that what the service decides from now on counts as newer than what it decided"
                    + " after the dump; lets it read the others' topics once more from the beginning; and starts it. It then"
                    + " tells all its states again. No ticket number is given twice.",
            "With --from it also does the restore itself, from a file of deploy/backup."
        })
public final class RestoredCommand implements Callable<Integer> {
    /// In which a service reads what the others tell.
    private static final Map<String, List<String>> GROUPS = Map.of(
            Services.TICKET,
            List.of(Services.TICKET),
            Services.MESSAGING,
            List.of(Services.MESSAGING, "messaging-service-people"),
            Services.RATING,
            List.of(Services.RATING));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERVICE", description = "ticket-service, messaging-service or rating-service")
    private String service = "";

    @Option(names = "--stop", description = "Before the restore.")
    private boolean stop;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Once it is stopped: a file of deploy/backup, to which the database is put back.")
    private @Nullable Path backup;

    @Mixin
    private PostgresPrograms programs = new PostgresPrograms();

    @Option(
            names = "--gap",
            defaultValue = "1000",
            description =
                    "Ticket numbers that are left out behind the greatest one that was published (${DEFAULT-VALUE}): more"
                            + " than were given while Kafka was away before the crash.")
    private long gap;

    @Override
    public Integer call() throws Exception {
        RunningStack.requireDatabase(service);
        if (backup != null && (stop || !Files.isReadable(backup))) {
            throw new UserError(stop ? "First --stop, then --from: two steps" : "There is no file to read: " + backup);
        }
        RunningStack stack = new RunningStack();
        PrintWriter out = spec.commandLine().getOut();
        if (stop) {
            stack.hold(service);
            out.println(service + " is stopped until deploy/restored " + service);
            return 0;
        }
        if (!stack.isHeld(service)) {
            throw new UserError(service + " may run: first deploy/restored --stop " + service + ", then restore");
        }
        if (backup != null) {
            new DatabaseBackup(stack.databaseOf(service), programs.directory()).restore(backup);
            out.println(service + " is put back to " + backup);
        }
        try (ConsumerGroups readers = new ConsumerGroups(stack.kafka())) {
            readers.forget(GROUPS.getOrDefault(service, List.of()));
        }
        Epoch epoch = begin(stack);
        stack.release(service);
        out.println("epoch " + epoch.number() + " has begun, " + epoch.toTell() + " states will be told again; "
                + service + " starts");
        return 0;
    }

    private Epoch begin(RunningStack stack) throws IOException {
        RestoredDatabase database = stack.databaseOf(service);
        return service.equals(Services.TICKET) ? database.begin(GivenNumbers.of(stack.kafka()), gap) : database.begin();
    }
}
