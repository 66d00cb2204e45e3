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
        name = "drop",
        mixinStandardHelpOptions = true,
        description = "Gives records up: nobody applies them, and they are no longer parked.")
final class DlqDropCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Override
    public Integer call() throws Exception {
        try (ParkingLots lots = new ParkingLots(new RunningStack().kafka())) {
            for (List<Parked> there : choice.of(lots.all()).values()) {
                for (Parked each : there) {
                    lots.settle(each);
                }
                spec.commandLine()
                        .getOut()
                        .println("dropped\t" + there.getFirst().place());
            }
        }
        return 0;
    }
}
