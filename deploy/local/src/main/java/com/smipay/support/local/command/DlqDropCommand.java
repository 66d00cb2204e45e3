package com.smipay.support.local.command;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Gives records up: nobody applies them, and they are no longer dead-lettered.")
final class DlqDropCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Override
    public Integer call() throws Exception {
        try (DeadLetterTopics deadLetterTopics = new DeadLetterTopics(new RunningStack().kafka())) {
            for (List<DeadLetter> there : choice.choose(deadLetterTopics.all()).values()) {
                for (DeadLetter each : there) {
                    deadLetterTopics.settle(each);
                }
                spec.commandLine()
                        .getOut()
                        .println("dropped\t" + there.getFirst().place());
            }
        }
        return 0;
    }
}
