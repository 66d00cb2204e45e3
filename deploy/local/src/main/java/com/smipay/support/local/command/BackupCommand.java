package com.smipay.support.local.command;

import com.smipay.support.local.restore.DatabaseBackup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What an operator does every day, so that there is something to restore.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a service's database into a file, whole and as it was at one moment, by pg_dump. The service goes on"
                    + " meanwhile.",
            "`deploy/restored --from FILE` puts it back. The file holds what people wrote, and only you may read it."
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "SERVICE",
            description = "ticket-service, messaging-service or rating-service")
    private String service = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "One that is not there yet.")
    private Path file = Path.of("");

    @Mixin
    private PostgresPrograms programs = new PostgresPrograms();

    @Override
    public Integer call() throws Exception {
        RunningStack.requireDatabase(service);
        if (Files.exists(file)) {
            throw new UserError(file + " is there already");
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UserError("There is no directory " + directory);
        }
        DatabaseBackup database = new DatabaseBackup(new RunningStack().databaseOf(service), programs.directory());
        database.write(file);
        spec.commandLine()
                .getOut()
                .println(
                        service + " is in " + file + ", " + Files.size(file) + " bytes; to put it back: deploy/restored"
                                + " --stop " + service + ", then deploy/restored --from " + file + " " + service);
        return 0;
    }
}
