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
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Puts records back where they came from, each once, to be applied now; they are no longer dead-lettered.",
            "One that still can't be applied is dead-lettered again, from its new place. A fact about a person or a session that"
                    + " a newer one has overtaken stays dead-lettered: drop it."
        })
final class DlqReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Override
    public Integer call() throws Exception {
        int overtaken = 0;
        try (DeadLetterTopics deadLetterTopics = new DeadLetterTopics(new RunningStack().kafka())) {
            for (List<DeadLetter> there : choice.choose(deadLetterTopics.all()).values()) {
                DeadLetter first = there.getFirst();
                boolean replayed = deadLetterTopics.replay(first);
                if (replayed) {
                    for (DeadLetter each : there) {
                        deadLetterTopics.settle(each);
                    }
                } else {
                    overtaken++;
                }
                spec.commandLine().getOut().println((replayed ? "replayed\t" : "overtaken\t") + first.place());
            }
        }
        return overtaken == 0 ? 0 : 1;
    }
}
