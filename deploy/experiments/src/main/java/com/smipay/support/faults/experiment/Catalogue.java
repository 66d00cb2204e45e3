package com.smipay.support.faults.experiment;

import com.smipay.support.faults.stack.OwnStack;
import java.util.List;

/// Every experiment, in the order in which they run.
public final class Catalogue {
    private Catalogue() {}

    public static List<Experiment> all() {
        return List.of(
                new KillService(OwnStack.TICKET),
                new KillService(OwnStack.MESSAGING),
                new KillService(OwnStack.RATING),
                new KillService(OwnStack.REALTIME),
                new LiveChatsKilled(),
                new RelayCrash(),
                BrokerAway.killed(),
                BrokerAway.hanging(),
                new DatabaseKill(),
                new Failover(),
                new ColdCopies(),
                new Replay(),
                new ReplicaConvergence(),
                new Poison(),
                new Stalled(),
                new ReconnectStorm(),
                new Cuts(),
                new Overload(),
                new KillService("gateway"),
                new FullDisk(),
                new StrangersAddress(),
                new Takeover(),
                new FrozenReplica(),
                new Rolling(OwnStack.TICKET),
                new Rolling(OwnStack.MESSAGING),
                new Rolling(OwnStack.RATING),
                new Rolling(OwnStack.REALTIME));
    }
}
