package com.smipay.support.local;

import com.smipay.support.local.command.BackupCommand;
import com.smipay.support.local.command.CleanUpCommand;
import com.smipay.support.local.command.DlqCommand;
import com.smipay.support.local.command.IdentityCommand;
import com.smipay.support.local.command.PersonCommand;
import com.smipay.support.local.command.PlainWords;
import com.smipay.support.local.command.RestoredCommand;
import com.smipay.support.local.command.ServersCommand;
import com.smipay.support.local.command.StatusCommand;
import com.smipay.support.local.command.TokenCommand;
import com.smipay.support.local.command.TrainCommand;
import com.smipay.support.local.command.UpCommand;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The one-machine stack's commands; the scripts in `deploy/` call them.
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            TokenCommand.class,
            IdentityCommand.class,
            PersonCommand.class,
            StatusCommand.class,
            DlqCommand.class,
            BackupCommand.class,
            RestoredCommand.class,
            CleanUpCommand.class,
            TrainCommand.class,
            ServersCommand.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // The libraries' own chatter is not for the person at the terminal.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(run(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                arguments));
    }

    /// @return the exit code: 0 when done, 1 when it failed, 2 for arguments that make no sense
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new PlainWords())
                .execute(arguments);
    }
}
