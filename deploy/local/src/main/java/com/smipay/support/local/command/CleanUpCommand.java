package com.smipay.support.local.command;

import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.supervisor.OrphanProcesses;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// For `deploy/up` itself, when its supervisor was killed: ends what that left behind.
@Command(name = "clean-up", hidden = true)
public final class CleanUpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Optional<StackState> state =
                StackState.read(StackHome.from(System.getenv()).state());
        if (state.isPresent() && state.get().supervisor().find().isEmpty()) {
            List<String> ended = OrphanProcesses.end(state.get());
            if (!ended.isEmpty()) {
                spec.commandLine().getOut().println("stopped " + String.join(", ", ended));
            }
        }
        return 0;
    }
}
