package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.ProcessStatus;
import com.smipay.support.local.outside.StackPart;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// 4: what an idle authenticated connection costs in memory, in processes that have just started.
public final class ConnectionMemoryScenario implements Scenario {
    private static final int SOCKETS = 8_000;
    private static final int USERS_FROM = 40_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        List<String> tokens = bench.tokens(USERS_FROM, SOCKETS);
        Pairs pairs = Pairs.run(bench.options().pairs(), () -> ours(bench, tokens), () -> node(bench, tokens));
        return List.of(pairs.figure(
                "4 connection",
                "memory of each of " + SOCKETS + " idle connections",
                "KB",
                Target.atMost(1.2),
                "growth of the process, five seconds after the last came"));
    }

    private static double ours(Bench bench, List<String> tokens) throws Exception {
        StackPart realtime = bench.stack().part(Services.REALTIME);
        realtime.stop();
        realtime.awaitReady();
        return growth(realtime.process(), bench.stack().publicUrl(Services.REALTIME), tokens);
    }

    private static double node(Bench bench, List<String> tokens) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        try {
            return growth(node.process(), node.address(), tokens);
        } finally {
            bench.end(node);
        }
    }

    private static double growth(ProcessHandle process, URI server, List<String> tokens) throws Exception {
        TimeUnit.SECONDS.sleep(5);
        double before = ProcessStatus.number(process, "VmRSS");
        try (SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {})) {
            fleet.connect(SOCKETS, tokens::get);
            TimeUnit.SECONDS.sleep(5);
            if (fleet.lost() > 0) {
                throw new IOException(fleet.lost() + " sockets were lost");
            }
            return (ProcessStatus.number(process, "VmRSS") - before) / SOCKETS;
        }
    }
}
