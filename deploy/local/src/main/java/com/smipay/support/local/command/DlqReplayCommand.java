package com.smipay.support.local.command;

import com.smipay.support.local.parking.Parked;
import com.smipay.support.local.parking.ParkingLots;
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
            "Puts records back where they came from, each once, to be applied now; they are no longer parked.",
            "One that still can't be applied is parked again, from its new place. A fact about a person or a session that"
                    + " a newer one has overtaken stays parked: drop it."
        })
final class DlqReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Override
    public Integer call() throws Exception {
        int overtaken = 0;
        try (ParkingLots lots = new ParkingLots(new RunningStack().kafka())) {
            for (List<Parked> there : choice.of(lots.all()).values()) {
                Parked first = there.getFirst();
                boolean replayed = lots.replay(first);
                if (replayed) {
                    for (Parked each : there) {
                        lots.settle(each);
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
